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
 * English texts.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badlist'] = 'This is not a JSON list of words: {$a}';
$string['badrequestid'] = 'The request has no usable key (1 to 64 letters, digits, - or _).';
$string['badsha1'] = 'The sha1 of the package is not a sha1 (40 hexadecimal digits).';
$string['badsources'] = 'The digests of the package\'s parts are not what this version of the plugin reads.';
$string['busy'] = 'Another publication of this course is running. Ask again in a minute.';
$string['coursedeploy:publish'] = 'Publish course packages through the web service';
$string['coursedeploy:readresults'] = 'Read the results of courses through the web service';
$string['idnumbertaken'] = 'A course with the identification number "{$a}" is already on this site.';
$string['importrefused'] = 'Moodle does not take the activity over: {$a}';
$string['interrupted'] = 'The work broke off on the server. What had been made was removed; publish again.';
$string['interruptedlive'] = 'The work broke off on the server. What had been done is done; publish again, and the rest will be done.';
$string['nocategory'] = 'There is no such course category: "{$a}".';
$string['nocourse'] = 'There is no such course: "{$a}".';
$string['noidnumber'] = 'A new course needs an identification number.';
$string['nojob'] = 'There is no publishing job "{$a}" of yours.';
$string['nopackage'] = 'The draft area holds no file.';
$string['norighthere'] = 'The right {$a} is missing in this course.';
$string['noscorm'] = 'The course has no SCORM activity with the identification number "{$a}".';
$string['nosnapshot'] = 'The course has no snapshot to go back to.';
$string['notabackup'] = 'The file is not a Moodle course backup (.mbz).';
$string['notacourse'] = 'The package is not the backup of a whole course but of another kind: {$a}.';
$string['notascorm'] = 'The file is not a SCORM package: it holds no manifest (imsmanifest.xml) with items.';
$string['packagegone'] = 'The package of this job is gone.';
$string['pluginname'] = 'Course publishing (Coursedeploy)';
$string['privacy:metadata:core_files'] = 'The package of a job is kept until the job is over. The snapshots kept of courses hold no people.';
$string['privacy:metadata:job'] = 'Publishing jobs: who asked for which course to be published, and what came of it.';
$string['privacy:metadata:job:categoryid'] = 'The category of the course.';
$string['privacy:metadata:job:courseid'] = 'The course that was made or worked on.';
$string['privacy:metadata:job:request'] = 'The names and options asked for.';
$string['privacy:metadata:job:requestid'] = 'The key that the publishing program gave the job.';
$string['privacy:metadata:job:result'] = 'Errors, remarks and what was done to the course.';
$string['privacy:metadata:job:status'] = 'Whether the job waits, runs, is done or failed.';
$string['privacy:metadata:job:target'] = 'Whether a package was to be checked, a course to be made, brought up to date or taken back.';
$string['privacy:metadata:job:timecreated'] = 'When the job was asked for.';
$string['privacy:metadata:job:timefinished'] = 'When the job was over.';
$string['privacy:metadata:job:timemodified'] = 'When the job last moved.';
$string['privacy:metadata:job:timestarted'] = 'When the job began.';
$string['privacy:metadata:job:userid'] = 'Who asked for the job.';
$string['privacy:metadata:job:usermodified'] = 'Under which account the job last moved.';
$string['requestidreused'] = 'The key "{$a}" already stands for another request.';
$string['shortnametaken'] = 'A course with the short name "{$a}" is already on this site.';
$string['snapshotfailed'] = 'The course could not be kept as it is; nothing was changed.';
$string['statemoved'] = 'The course has changed since it was looked at. Look again, and decide again.';
$string['strangeparts'] = 'The draft area must hold one file, or only the parts of one file: "{$a}" does not belong there.';
$string['taskcleanup'] = 'Clean-up of publishing jobs';
$string['taskrunjob'] = 'Publishing of a course package';
$string['toolarge'] = 'The package is larger, unpacked, than a course of its size can be, or than the site has room for.';
$string['toolong'] = 'The {$a->field} of the course is longer than {$a->longest} characters.';
$string['tracksatrisk'] = 'The new package lacks items that learners have results for: {$a}. Nothing was changed.';
$string['unknownkind'] = 'There are no results of the kind "{$a}".';
$string['unknownmissing'] = 'What the package lacks is treated with "hide", "keep" or "delete", not "{$a}".';
$string['unknownrun'] = 'A job runs "inline" or as "task", not "{$a}".';
$string['unknowntarget'] = 'This function can do "precheck", "new" and "reconcile", not "{$a}".';
$string['usersleftout'] = 'The package holds accounts and their work; they are left out.';
$string['userslocked'] = 'This site forces accounts to be restored with every course; a package is not restored under this setting.';
$string['warningsnotallowed'] = 'Moodle has remarks on the package, and the request says to stop in that case.';
$string['wrongsha1'] = 'The file that arrived is not the one that was meant: its sha1 differs. Send it again.';
