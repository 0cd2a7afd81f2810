-- Of which cases does the supplier say otherwise than the events?
SELECT
    case_id,
    spell,
    reported_met,
    outcome,
    CAST(used_us AS DOUBLE) / 1000000.0 AS used_seconds,
    CAST(target_us AS DOUBLE) / 1000000.0 AS target_seconds,
    ended_at
FROM target_beside
WHERE NOT agrees
ORDER BY case_id, reported_met
