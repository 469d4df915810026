<?php
// This file is part of Coursedeploy, a plugin for Moodle - https://moodle.org/
//
// Coursedeploy is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Coursedeploy is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

/**
 * French texts.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badlist'] = 'Ceci n’est pas une liste JSON de mots : {$a}';
$string['badrequestid'] = 'La demande n’a pas de clé utilisable (1 à 64 lettres, chiffres, - ou _).';
$string['badsha1'] = 'Le sha1 du paquet n’est pas un sha1 (40 chiffres hexadécimaux).';
$string['badsources'] = 'Les empreintes des parties du paquet ne sont pas celles que lit cette version du plugin.';
$string['busy'] = 'Une autre publication de ce cours est en cours. Recommencez dans une minute.';
$string['coursedeploy:publish'] = 'Publier des paquets de cours par le service web';
$string['coursedeploy:readresults'] = 'Lire les résultats des cours par le service web';
$string['idnumbertaken'] = 'Un cours portant le numéro d’identification « {$a} » existe déjà sur ce site.';
$string['importrefused'] = 'Moodle ne reprend pas l’activité : {$a}';
$string['interrupted'] = 'Le travail s’est interrompu sur le serveur. Ce qui était commencé a été retiré ; publiez à nouveau.';
$string['interruptedlive'] = 'Le travail s’est interrompu sur le serveur. Ce qui était fait reste fait ; publiez de nouveau, le reste suivra.';
$string['nocategory'] = 'Cette catégorie de cours n’existe pas : « {$a} ».';
$string['nocourse'] = 'Ce cours n’existe pas : « {$a} ».';
$string['noidnumber'] = 'Un nouveau cours doit avoir un numéro d’identification.';
$string['nojob'] = 'Aucune de vos publications ne porte la clé « {$a} ».';
$string['nopackage'] = 'La zone de dépôt ne contient aucun fichier.';
$string['norighthere'] = 'Le droit {$a} manque dans ce cours.';
$string['noscorm'] = 'Le cours n’a aucune activité SCORM de numéro d’identification « {$a} ».';
$string['nosnapshot'] = 'Ce cours n’a pas d’état enregistré auquel revenir.';
$string['notabackup'] = 'Le fichier n’est pas une sauvegarde de cours Moodle (.mbz).';
$string['notacourse'] = 'Le paquet n’est pas la sauvegarde d’un cours entier, mais d’un autre type : {$a}.';
$string['notascorm'] = 'Le fichier n’est pas un paquet SCORM : il ne contient pas de manifeste (imsmanifest.xml) avec ses éléments.';
$string['packagegone'] = 'Le paquet de cette publication n’est plus là.';
$string['pluginname'] = 'Publication de cours (Coursedeploy)';
$string['privacy:metadata:core_files'] = 'Le paquet d’une publication est gardé jusqu’à la fin de celle-ci. Les états de cours enregistrés ne contiennent personne.';
$string['privacy:metadata:job'] = 'Les publications : qui a demandé de publier quel cours, et ce qu’il en est advenu.';
$string['privacy:metadata:job:categoryid'] = 'La catégorie du cours.';
$string['privacy:metadata:job:courseid'] = 'Le cours créé ou mis à jour.';
$string['privacy:metadata:job:request'] = 'Les noms et les options demandés.';
$string['privacy:metadata:job:requestid'] = 'La clé donnée à la publication par le programme.';
$string['privacy:metadata:job:result'] = 'Les erreurs, les remarques et ce qui a été fait dans le cours.';
$string['privacy:metadata:job:status'] = 'Si la publication attend, est en cours, terminée ou a échoué.';
$string['privacy:metadata:job:target'] = 'S’il fallait vérifier un paquet, créer un cours, le mettre à jour ou revenir en arrière.';
$string['privacy:metadata:job:timecreated'] = 'Le moment de la demande.';
$string['privacy:metadata:job:timefinished'] = 'Le moment de la fin.';
$string['privacy:metadata:job:timemodified'] = 'Le moment du dernier changement.';
$string['privacy:metadata:job:timestarted'] = 'Le moment du début.';
$string['privacy:metadata:job:userid'] = 'Qui a demandé la publication.';
$string['privacy:metadata:job:usermodified'] = 'Le compte sous lequel elle a changé en dernier.';
$string['requestidreused'] = 'La clé « {$a} » désigne déjà une autre demande.';
$string['shortnametaken'] = 'Un cours portant le nom abrégé « {$a} » existe déjà sur ce site.';
$string['snapshotfailed'] = 'L’état du cours n’a pas pu être enregistré ; rien n’a été modifié.';
$string['statemoved'] = 'Le cours a changé depuis qu’il a été lu. Relisez-le et décidez de nouveau.';
$string['strangeparts'] = 'La zone de dépôt doit contenir un seul fichier, ou les seules parties d’un fichier : « {$a} » n’y a pas sa place.';
$string['taskcleanup'] = 'Nettoyage des publications de cours';
$string['taskrunjob'] = 'Publication d’un paquet de cours';
$string['toolarge'] = 'Le paquet, une fois déballé, est plus gros que ne peut l’être un cours de sa taille, ou que la place libre du site.';
$string['toolong'] = 'Le champ {$a->field} du cours dépasse {$a->longest} caractères.';
$string['tracksatrisk'] = 'Le nouveau paquet n’a plus des éléments pour lesquels des apprenants ont des résultats : {$a}. Rien n’a été changé.';
$string['unknownkind'] = 'Il n’existe pas de résultats de la sorte « {$a} ».';
$string['unknownmissing'] = 'Ce qui manque au paquet est traité par « hide », « keep » ou « delete », pas par « {$a} ».';
$string['unknownrun'] = 'Une publication se fait « inline » ou « task », pas « {$a} ».';
$string['unknowntarget'] = 'Cette fonction sait faire « precheck », « new » et « reconcile », pas « {$a} ».';
$string['usersleftout'] = 'Le paquet contient des comptes et leurs travaux ; ils sont laissés de côté.';
$string['userslocked'] = 'Ce site impose de restaurer les comptes avec chaque cours ; un paquet n’est pas restauré dans ces conditions.';
$string['warningsnotallowed'] = 'Moodle a des remarques sur le paquet, et la demande veut qu’on s’arrête dans ce cas.';
$string['wrongsha1'] = 'Le fichier reçu n’est pas celui qui était voulu : son sha1 diffère. Envoyez-le à nouveau.';
