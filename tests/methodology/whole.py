"""A course folder that says everything the analysis, the running order and the delivery may say."""

from __future__ import annotations

from pathlib import Path

from tests.methodology.folders import FILES, good_folder, write

COURSE = """\
glossaire:
  - {terme: Barème, definition: Le tableau des taux.}
marqueur_genre: 1
marqueurs:
  - {theme: genre, indicateur: Femmes parmi les formateurs, cible: 50, realise: 40, unite: "%", source: Sessions}
  - {theme: environnement, indicateur: Pages imprimées par personne, cible: 4}
"""

NEEDS = """\
ffom:
  forces: [Deux formatrices certifiées]
  faiblesses: [Pas de salle]
  opportunites: [Une plateforme commune]
  menaces: [Les départs à la retraite]
participants:
  intitule: Agentes et agents de liquidation
  effectif: {min: 8, max: 12}
  femmes_cible_pct: 50
  femmes: 5
  hommes: 7
  tranches_age:
    - {tranche: 25-34, effectif: 8}
    - {tranche: 35-44, effectif: 4}
  anciennete: De deux à dix ans
  niveau_etudes: Baccalauréat
  aisance_francais: 3
  aisance_numerique: 2
  experience_foad: Aucune pour la plupart
  hierarchie_favorable: en_partie
  inscription: volontaire
  certification_attendue: Attestation de la caisse
personas:
  - nom: Afi
    sexe: f
    usages: [Téléphone le soir, Messagerie de groupe]
    promesse: Répondre seule à un assuré
competences:
  - {id: C1, nom: Calculer}
besoins:
  - {id: B1, tache: Calculer, competence: C1, actuel: 1, cible: 3, difficulte: 4, importance: 5, frequence: 2,
     decision: former_et_entrainer, priorite: indispensable}
"""

OBJECTIVES = (
    FILES["2-objectifs.yaml"]
    + """\
finalite: Une retraite payée à temps
but: Moins de dossiers rejetés
contenus:
  - {id: U1, titre: Le barème, nature: notion, importance: indispensable, objectifs: [O1], glossaire: [barème]}
"""
)

SEQUENCES = """\
modules:
  - id: M1
    titre: Calculer
    objectifs: [O1]
    competences: [C1]
    evaluation: Un dossier complet
    sequences:
      - {id: S0, titre: Lire, duree_min: 10, modalite: presentiel, objectifs: [O1], etapes: [
          {id: lire, titre: Lire, duree_min: 10, methode: lecture}]}
      - id: S1
        titre: Le barème
        duree_min: 50
        modalite: presentiel
        objectifs: [O1]
        revient_sur: [S0]
        prototype: oui
        etapes:
          - id: lire
            titre: Chercher un taux
            duree_min: 30
            methode: etude_de_cas
            regroupement: sous_groupe
            horaire: 9:15
            technique: Phillips 6-6
            actif: oui
            obligatoire: non
            intentions: Faire chercher avant d'expliquer
            reponses_attendues: [Le taux de 2026]
            questions_probables: ["Et avant 2020 ?"]
            relances: [Relisez la date du dossier.]
            supports: [Diapositive 4]
            materiel: [barème imprimé]
            debriefing: Ce que vous ferez autrement demain
            merrill: [probleme, application]
          - id: test
            titre: Se tester
            duree_min: 20
            methode: interrogative
            activite: {type: test, banque: banque}
        bilans_a_chaud:
          - session: J1
            date: 2026-03-09
            deroule_tenu: en_partie
            duree_reelle_min: 60
            niveau_groupe: Très inégal
            incidents: Coupure de dix minutes
            a_modifier: Raccourcir la lecture
"""

DELIVERY = (
    FILES["4-mise-en-oeuvre.yaml"].replace("[S1]", "[S0, S1]")
    + """\
formateurs:
  - {nom: Abla, role: animation, sexe: f}
plateforme: {acces: Un courriel trois jours avant}
connexion: {volume_mo: 12.5, cout: 600, devise: FCFA, prise_en_charge: La caisse}
regles_selection: Deux agents par agence
conflits_interets: La note est revue par une autre personne
donnees_personnelles: Une note d'information à signer
pages_imprimees: 4
deplacements: Un seul, pour la journée en salle
"""
)

EVALUATION = (
    FILES["5-evaluation.yaml"]
    + """\
questionnaires:
  - id: responsable
    titre: À froid, responsables
    moment: a_froid
    destinataire: responsable
    items: [{id: change, type: echelle, enonce: Un changement est visible., niveau: 3}]
ameliorations:
  - {constat: Trop long, action: Raccourcir, responsable: Abla, echeance: 2026-04-01, effet: Dix minutes gagnées}
"""
)

WHOLE = {
    "cours.yaml": FILES["cours.yaml"] + COURSE,
    "1-besoins.yaml": NEEDS,
    "2-objectifs.yaml": OBJECTIVES,
    "3-sequences.yaml": SEQUENCES,
    "4-mise-en-oeuvre.yaml": DELIVERY,
    "5-evaluation.yaml": EVALUATION,
}


def whole_folder(root: Path) -> Path:
    """The folder, written under that path."""
    good_folder(root)
    for name, content in WHOLE.items():
        write(root, name, content)
    return root
