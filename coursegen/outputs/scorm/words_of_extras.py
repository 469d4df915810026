"""The words of what comes after the first screen: settings, help, printing, certificate, glossary."""

from __future__ import annotations

from coursegen.outputs.scorm.interface import gettext as _


def extra_words(*, by_module: bool = False) -> dict[str, object]:
    """The sentences, by the name the player's JavaScript uses. `by_module`: a SCO holds one module."""
    deed = _of_module() if by_module else _of_course()
    later = {**_notes(), **_settings(), **_restart(), **_printing(), **_certificate(), **deed, **_help(), **_goodbyes()}
    return {**later, "glossary": _("Glossaire")}


def _goodbyes() -> dict[str, object]:
    return {
        "silent": _("La plateforme ne répond pas : rien ne lui parvient."),
        "cut": _("Trop de texte pour la plateforme : validez ces réponses avant de partir."),
        "elsewhere": _("Ce cours est ouvert aussi dans une autre fenêtre. Fermez l'une des deux."),
        "unfinished": _("Le parcours n'est pas terminé : voici ce qui reste.") + " ",
        "goodbye": _("Tout est enregistré. Vous pouvez fermer cette page."),
        "goodbyeLater": _("La connexion ne répond pas : gardez cette page ouverte jusqu'à « Enregistré »."),
        "goodbyeHere": _("Votre parcours est gardé dans ce navigateur. Vous pouvez fermer cette page."),
    }


def _notes() -> dict[str, object]:
    return {
        "back": _("Revenir à « {title} »"),
        "mark": _("Marquer cette page"),
        "marks": _("Pages marquées"),
        "tick": _("C'est fait"),
        "tickHint": _("Cette case est pour vous : la plateforme ne la voit pas."),
    }


def _settings() -> dict[str, object]:
    return {
        "size": _("Taille du texte"),
        **{f"size{percent}": _("{n} %").format(n=percent) for percent in (100, 115, 130, 150)},
        "theme": _("Couleurs"),
        "themeauto": _("Auto"),
        "themelight": _("Clair"),
        "themedark": _("Sombre"),
        "contrast": _("Contraste"),
        "contrastauto": _("Auto"),
        "contrastnormal": _("Normal"),
        "contrastmore": _("Fort"),
        "motion": _("Mouvements"),
        "motionauto": _("Auto"),
        "motionless": _("Aucun"),
        "spacing": _("Espacement du texte"),
        "spacingnormal": _("Normal"),
        "spacingwide": _("Large"),
    }


def _printing() -> dict[str, object]:
    return {
        "print": _("Imprimer"),
        "printPage": _("Cette page"),
        "printModule": _("Ce module"),
        "printCourse": _("Tout le cours"),
        "versionOf": _("Version {version}"),
        "questionNumber": _("Question {n}"),
        "chooseAmong": _("À choisir parmi :"),
        "onScreen": _("À voir ou à écouter à l'écran."),
    }


def _certificate() -> dict[str, object]:
    return {
        "certificateOpen": _("Préparer mon attestation"),
        "yourName": _("Votre prénom et votre nom"),
        "nameStays": _("Ce nom ne sert qu'à l'impression : il n'est ni gardé ni envoyé."),
        "nameFirst": _("Écrivez d'abord votre nom."),
        "duration": _("Durée prévue"),
        "steps": _("Étapes faites"),
        "outOfSteps": _("{n} sur {total}"),
        "score": _("Résultat"),
        "printedOn": _("Imprimée le"),
        "version": _("Version du cours"),
        "certificateNotice": _(
            "Attestation imprimée par la personne elle-même. Seul le registre de l'institution fait preuve."
        ),
        "backToResults": _("Revenir au bilan"),
    }


def _of_course() -> dict[str, object]:
    return {
        "certificate": _("Attestation de fin de parcours"),
        "hasPassed": _("a réussi le parcours"),
        "hasFinished": _("a suivi jusqu'au bout le parcours"),
    }


def _of_module() -> dict[str, object]:
    return {
        "certificate": _("Attestation de fin de module"),
        "hasPassed": _("a réussi le module {n}"),
        "hasFinished": _("a suivi jusqu'au bout le module {n}"),
        "ofCourse": _("du parcours « {course} »"),
        "allModules": _("Tous les modules"),
    }


def _restart() -> dict[str, object]:
    return {
        "restart": _("Commencer pour une autre personne"),
        "restartTold": _(
            "Tout ce qui est gardé de ce cours dans ce navigateur sera effacé : pages lues, réponses, résultats."
        ),
        "restartNow": _("Effacer et recommencer"),
        "cancel": _("Annuler"),
    }


def _help() -> dict[str, object]:
    return {
        "help": _("Aide et raccourcis"),
        "close": _("Fermer"),
        "keys": [
            ["← →", _("Page précédente, page suivante")],
            [_("Tab"), _("Aller d'un bouton ou d'un lien au suivant")],
            [_("Entrée"), _("Ouvrir, choisir, voir le sens d'un mot souligné")],
            [_("Échap"), _("Fermer ce qui s'est ouvert")],
            ["?", _("Montrer cette aide")],
        ],
        "helpLines": [
            _("Sur un écran tactile, glissez le doigt vers la gauche ou la droite pour tourner la page."),
            _("Votre place, vos réponses et vos pages marquées sont gardées : vous pouvez fermer à tout moment."),
        ],
    }
