<?php
// Imports a competency framework as the administrator's form does and prints, as JSON, what Moodle then has.
// Arguments: CSV file.
$messages = [];
set_error_handler(function($level, $text) use (&$messages) {
    if ($level !== E_DEPRECATED) {  // Moodle 4.2 under PHP 8.2 has some of its own, which no file can help
        $messages[] = "php: $text";
    }
    return true;
});
ob_start();
$importer = new \tool_lpimportcsv\framework_importer(file_get_contents($args[0]), 'UTF-8', 'comma');
if ($importer->get_error()) {
    ob_end_clean();
    echo json_encode(['messages' => [$importer->get_error()], 'framework' => null, 'competencies' => []]);
    return;
}
$framework = $importer->import();
$messages = array_merge($messages, array_filter([trim(ob_get_clean())]));

$scale = function(?int $id, ?string $config): ?array {
    global $DB;
    if (!$id) {
        return null;
    }
    $items = explode(',', $DB->get_field('scale', 'scale', ['id' => $id], MUST_EXIST));
    $levels = array_slice(json_decode($config, true), 1);
    $started = array_column(array_filter($levels, fn($level) => $level['scaledefault']), 'id');
    $held = array_column(array_filter($levels, fn($level) => $level['proficient']), 'id');
    return [
        'levels' => $items,
        'start' => array_map(fn($n) => $items[$n - 1], array_values($started)),
        'held' => array_map(fn($n) => $items[$n - 1], array_values($held)),
    ];
};

$records = \core_competency\competency::get_records(['competencyframeworkid' => $framework->get('id')], 'path, sortorder');
$keys = [];
foreach ($records as $record) {
    $keys[$record->get('id')] = $record->get('idnumber');
}
$competencies = [];
foreach ($records as $record) {
    $related = array_map(fn($other) => $other->get('idnumber'), $record->get_related_competencies());
    $config = json_decode($record->get('ruleconfig') ?? 'null', true);
    foreach ($config['competencies'] ?? [] as $n => $part) {
        $config['competencies'][$n]['id'] = $keys[$part['id']] ?? '?';
    }
    sort($related);
    $competencies[] = [
        'key' => $record->get('idnumber'),
        'name' => $record->get('shortname'),
        'description' => $record->get('description'),
        'parent' => $keys[$record->get('parentid')] ?? '',
        'called' => $framework->get_taxonomy($record->get_level()),
        'rule' => (string) $record->get('ruletype'),
        'outcome' => (int) $record->get('ruleoutcome'),
        'config' => $config,
        'related' => array_values($related),
        'scale' => $scale($record->get('scaleid'), $record->get('scaleconfiguration')),
    ];
}
echo json_encode([
    'messages' => $messages,
    'framework' => [
        'key' => $framework->get('idnumber'),
        'name' => $framework->get('shortname'),
        'description' => $framework->get('description'),
        'scale' => $scale($framework->get('scaleid'), $framework->get('scaleconfiguration')),
        'taxonomies' => $framework->get('taxonomies'),
    ],
    'competencies' => $competencies,
]);
