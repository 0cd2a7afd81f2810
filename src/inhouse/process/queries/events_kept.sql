-- Which events are looked at? Those that were read; rows that could not be kept are listed apart.
SELECT
    case_id, activity, "timestamp", start_timestamp, resource, org_group, lifecycle, attributes, "position", "row"
FROM event_rows
WHERE reject_column IS NULL
