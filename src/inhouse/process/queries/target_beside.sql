-- What does the supplier say of each case, beside what the events say? Of a case reopened as new, the last counts.
WITH listed AS (
    SELECT case_id, reported_met FROM target_cases WHERE reported_met IS NOT NULL AND NOT $from_list
    UNION ALL
    SELECT split_part(written.line, chr(9), 1), split_part(written.line, chr(9), 2) = '1'
    FROM (SELECT unnest(string_split($reported, chr(10))) AS line) AS written
    WHERE written.line <> '' AND $from_list
),
once AS (
    SELECT DISTINCT case_id, reported_met FROM listed
),
latest AS (
    SELECT case_id, max(spell) AS spell FROM target_cases GROUP BY case_id
),
beside AS (
    SELECT
        once.case_id,
        once.reported_met,
        judged.case_id IS NOT NULL AS known,
        judged.spell,
        judged.outcome,
        judged.used_us,
        judged.target_us,
        judged.ended_at
    FROM once
    LEFT JOIN latest ON latest.case_id = once.case_id
    LEFT JOIN target_cases AS judged ON judged.case_id = latest.case_id AND judged.spell = latest.spell
)
SELECT
    case_id,
    reported_met,
    known,
    coalesce(spell, 0) AS spell,
    coalesce(outcome, '') AS outcome,
    CASE WHEN outcome IN ('met', 'missed') THEN (outcome = 'met') = reported_met END AS agrees,
    used_us,
    target_us,
    ended_at
FROM beside
