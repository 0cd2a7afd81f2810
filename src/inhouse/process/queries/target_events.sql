-- What does each event mean for the clock of its case: does it start, stop or end, and what does the clock say?
-- Words of the measure are those of an event's activity or state. The clock counts microseconds, in opening hours or not.
WITH said AS (
    SELECT
        event.case_id,
        event.timestamp,
        event.position,
        event.activity,
        coalesce(event.lifecycle, '') AS state,
        CASE WHEN $elapsed
            THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp)
            ELSE event.worked_us
        END AS clock_us,
        nullif(coalesce(event.attributes[$priority], event.attributes[$case_priority]), '') AS priority,
        nullif(coalesce(event.attributes[$merged_into], event.attributes[$case_merged_into]), '') AS merged_into,
        lower(coalesce(event.attributes[$reported_met], event.attributes[$case_reported_met])) AS reported_met,
        coalesce(event.attributes[$only], event.attributes[$case_only]) AS only_value,
        coalesce(event.attributes[$leave_out], event.attributes[$case_leave_out]) AS leave_out_value
    FROM events_worked AS event
    WHERE date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) < $as_of_us
        OR (event.activity = $due AND $due <> '')
)
SELECT
    case_id,
    timestamp,
    clock_us,
    activity = $due AND $due <> '' AS is_due,
    list_contains($starts, activity) OR list_contains($starts, state) AS is_start,
    list_contains($ends, activity) OR list_contains($ends, state) AS is_end,
    list_contains($stops, activity) OR list_contains($stops, state) AS is_stop,
    list_contains($ignores, activity) OR list_contains($ignores, state) OR (activity = $due AND $due <> '')
        AS is_ignored,
    priority,
    merged_into,
    reported_met,
    only_value,
    leave_out_value,
    row_number() OVER (PARTITION BY case_id ORDER BY timestamp, position) AS place
FROM said
