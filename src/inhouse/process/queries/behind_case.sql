-- What happened to one case, event by event, and in which file and row does each event stand?
SELECT
    source, part, "row", activity, date_diff('microsecond', TIMESTAMP '1970-01-01', "timestamp") AS at_us, date_diff('microsecond', TIMESTAMP '1970-01-01', start_timestamp) AS began_us, resource, org_group,
    lifecycle, attributes
FROM event_rows
WHERE reject_column IS NULL AND case_id = $case_id
ORDER BY "timestamp", "position"
