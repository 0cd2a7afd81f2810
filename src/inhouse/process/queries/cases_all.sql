-- Which cases are there, and when did each begin and end? Times are microseconds since 1970, UTC.
SELECT
    CAST(row_number() OVER (ORDER BY case_id) AS INTEGER) AS case_number,
    case_id,
    events,
    started_us,
    finished_us
FROM (
    SELECT
        case_id,
        count(*) AS events,
        epoch_us(min("timestamp")) AS started_us,
        epoch_us(max("timestamp")) AS finished_us
    FROM events
    GROUP BY case_id
)
