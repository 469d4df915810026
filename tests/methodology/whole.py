"""A course folder that says everything the analysis, the running order and the delivery may say."""

from __future__ import annotations

from pathlib import Path

from tests.methodology.folders import FILES, good_folder, write

COURSE = """\
titre_court: Pensions
langue: en
charte: cipres
commanditaire: La caisse
auteurs: [Afi, Abla]
contact: {nom: Afi, courriel: afi@caisse.example, role: coordination}
licence: CC BY-SA 4.0
resume: Vous calculez une pension.
modalite: presentiel
financement: finance
profils: [cipres]
categorie: SOCIEUX
budget_poids: {page_ko: 200, lecon_mo: 10, cours_mo: 20}
scorm: {paquet: module, sco: plusieurs, ordre: impose, edition: 3, dans_moodle: module}
transversal:
  genre: Autant de femmes que d'hommes
  bonne_gouvernance: Critères publiés avant
  environnement: Quatre pages par personne
  droits_humains: Supports en gros caractères
  groupes_vulnerables: Un cas sur le travail informel
marqueur_handicap: 1
ignorer:
  - {regle: POI-01, motif: La salle est bien connectée, ou: S1, date: 2026-01-05}
glossaire:
  - {terme: Barème, definition: Le tableau des taux., synonymes: [Grille des taux], traductions: [scale]}
marqueur_genre: 1
marqueurs:
  - {theme: genre, indicateur: Femmes parmi les formateurs, cible: 50, realise: 40, unite: "%", source: Sessions}
  - {theme: environnement, indicateur: Pages imprimées par personne, cible: 4}
"""

NEEDS = """\
date_analyse: 2025-11-03
demande:
  origine: La direction
  formulation: Former tout le monde
  reformulation: Les pensions sont calculées trop tard
  date: 2025-10-01
ffom:
  forces: [Deux formatrices certifiées]
  faiblesses: [Pas de salle]
  opportunites: [Une plateforme commune]
  menaces: [Les départs à la retraite]
participants:
  intitule: Agentes et agents de liquidation
  organismes: [Caisse Horizon]
  pays: [Togo]
  fonctions: [Liquidation]
  langues: [Français, Éwé]
  acquis: Lire un dossier
  prerequis: [{enonce: Traiter des dossiers, verification: Attestation}]
  equipement: Un poste partagé
  connexion: {debit_kbps: 256, cout: 5 FCFA, lieu: Agence, coupures: Le soir}
  plages_horaires: Le matin
  contraintes: [Guichet à tenir]
  motivations: [Répondre plus vite]
  freins: [La charge]
  attentes: [Des exemples]
  amenagements: [Gros caractères]
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
    age: 34
    fonction: Liquidation
    acquis: Lire un dossier
    frein: La charge
    motivation: Répondre plus vite
    usages: [Téléphone le soir, Messagerie de groupe]
    promesse: Répondre seule à un assuré
referentiel:
  id: REF
  nom: Métiers de la caisse
  description: Pour tout le réseau
  echelle: [Non acquis, Acquis]
  depart: Non acquis
  acquis: Acquis
  etages: [domaine, competence]
competences:
  - id: C1
    nom: Calculer
    description: Calculer tout droit
    domaine: Prestations
    criteres: [Le calcul est juste]
    situations: [Au guichet]
    niveaux: [Non, Oui]
    ressources: [Le barème]
    postes: [Liquidation]
    preuves: [Un dossier]
    lien: https://esco.example/1
    liees: [C2]
    regle: points
    effet: recommandation
    points_requis: 1
  - {id: C2, nom: Calculer une pension, parent: C1, points: 1, obligatoire: oui}
besoins:
  - {id: B1, tache: Calculer, competence: C1, actuel: 1, cible: 3, difficulte: 4, importance: 5, frequence: 2,
     decision: former_et_entrainer, priorite: indispensable, poste: Liquidation, cause: savoir-faire, preuve: Audit,
     sources: [Audit, Entretiens], motif: Trop d'erreurs, effectif: 12, echeance: 2026-12-31}
"""

OBJECTIVES = (
    FILES["2-objectifs.yaml"]
    + """\
  - {id: O2, enonce: Lire un taux, verbe: lire, bloom: 2, domaine: savoir, condition: avec le barème,
     critere: sans erreur, competence: C2, besoin: B1, parent: O1, dimension: factuelle}
finalite: Une retraite payée à temps
but: Moins de dossiers rejetés
contenus:
  - {id: U1, titre: Le barème, nature: notion, importance: indispensable, objectifs: [O1], glossaire: [barème]}
  - {id: U2, titre: Le taux, prerequis: [U1], reference: Décret 12, valable_jusqu_au: 2027-01-01,
     idees_fausses: [Il ne change pas], exemples: [Le taux de 2026]}
"""
)

SEQUENCES = """\
modules:
  - id: M1
    titre: Calculer
    objectifs: [O1]
    competences: [C1]
    evaluation: Un dossier complet
    resume: Vous calculez.
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
        prerequis: [S0]
        place_parcours: Prolonge la lecture
        messages_cles: [Le taux change]
        materiel: [calculatrice]
        documents: [Barème (un par personne)]
        evaluation: Un dossier
        differenciation: Un second cas
        points_vigilance: [Les dates]
        variante_hors_connexion: Sur papier
        diapositives: "## Le taux change"
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
            objectifs: [O1]
            contenu: Le taux
            activite_formateur: Observe
            activite_participants: Cherchent
            consigne: Cherchez le taux.
            production: Un taux
            retour: En commun
            plan_b: Le barème papier
            gagne: [6, 7]
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
          - id: recueil
            titre: Recueillir des cas
            duree_min: 20
            methode: active
            activite:
              type: base_de_donnees
              contenu: Un cas par personne.
              fiches_attendues: 2
              validation: oui
              champs:
                - {nom: Cas, obligatoire: oui, description: En trois mots}
                - {nom: Étape, type: choix, choix: [accueil, calcul]}
              fiches:
                - {id: F1, valeurs: {Cas: Un taux oublié, Étape: calcul}}
          - id: mots
            titre: Consulter les mots
            duree_min: 20
            methode: lecture
            activite: {type: glossaire, termes: [{terme: Taux, definition: Une part.}], liens_automatiques: non}
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
  - {id: J2, titre: Suite, debut: 2026-03-10, fin: 2026-03-11, modalite: hybride, lieu: Lomé, horaires: 9 h - 12 h}
formateurs:
  - {nom: Abla, role: animation, sexe: f, courriel: abla@caisse.example}
plateforme: {acces: Un courriel trois jours avant, url: "https://moodle.example", delai_liste_acces_jours: 10,
  assistance: Par téléphone, conservation: Deux ans}
logistique: [Salle]
accessibilite: [Plain-pied]
bas_debit: [Pages légères]
fonctionnement: Chaque matin
reclamations: Écrire à Afi
risques: [{risque: Coupure, probabilite: 2, impact: 3, mesure: Papier, responsable: Abla}]
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
  - {id: E2, titre: Dossier, nature: [formative], moments: [pendant], bloom: 3, objectifs: [O1], seuil_pct: 50,
     module: M1, activite: {type: devoir, grille: G1, contenu: Remettez votre dossier.}}
seconde_chance: Une reprise
grilles:
  - id: G1
    titre: Dossier
    criteres:
      - {id: juste, intitule: Justesse, niveaux: [{points: 0, descripteur: Faux}, {points: 2, descripteur: Juste}]}
plan: [{niveau: 3, question: "Appliquent-ils ?", indicateur: Taux, outil: Questionnaire, quand: Après, mois_apres: 3,
  responsable: Afi}]
indicateurs: [{id: I1, titre: Réussite, formule: réussis / inscrits, source: Site, cible: 80 %, sens: plus,
  frequence: Annuelle, responsable: Afi}]
questionnaires:
  - id: responsable
    titre: À froid, responsables
    moment: a_froid
    destinataire: responsable
    anonyme: non
    introduction: Cinq minutes
    items:
      - {id: change, type: echelle, enonce: "{objectif} : un changement est visible.", niveau: 3, par_objectif: oui}
      - {id: obstacle, type: choix_unique, enonce: "Le principal obstacle ?", choix: [Temps, Outil], obligatoire: oui}
      - {id: fois, type: nombre, enonce: "Combien de fois ?", min: 0, max: 50}
ameliorations:
  - {constat: Trop long, action: Raccourcir, responsable: Abla, echeance: 2026-04-01, effet: Dix minutes gagnées,
     cause: Texte long, preuve: Chronomètre, statut: faite}
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
