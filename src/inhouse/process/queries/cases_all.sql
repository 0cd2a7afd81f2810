-- Which cases are there, when did each begin and end, and how long did it take? Microseconds; instants since 1970, UTC.
SELECT
    CAST(row_number() OVER (ORDER BY case_id) AS INTEGER) AS case_number,
    case_id,
    events,
    started_us,
    finished_us,
    took_us
FROM (
    SELECT
        case_id,
        count(*) AS events,
        date_diff('microsecond', TIMESTAMP '1970-01-01', min("timestamp")) AS started_us,
        date_diff('microsecond', TIMESTAMP '1970-01-01', max("timestamp")) AS finished_us,
        max(clock_us) - min(clock_us) AS took_us
    FROM events_timed
    GROUP BY case_id
)
