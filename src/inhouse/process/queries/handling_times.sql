-- How long was each kind of work in hand, from shortest to longest, in groups of cases of equal number?
-- Working time from start to completion of a case's events, added up. Only cases whose every event says when it began,
-- none of them after its end, and that took any time at all, can be told.
WITH spans AS (
    SELECT
        event.case_id,
        CASE WHEN event.start_timestamp <= event.timestamp
            THEN done.worked_before_us - begun.worked_before_us
                + CASE WHEN done.is_open
                    THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) - done.from_us
                    ELSE 0 END
                - CASE WHEN begun.is_open
                    THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) - begun.from_us
                    ELSE 0 END
        END AS in_hand_us
    FROM events AS event
    LEFT JOIN working_time AS done
        ON done.utc_date = CAST(event.timestamp AS DATE)
        AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) >= done.from_us
        AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) < done.to_us
    LEFT JOIN working_time AS begun
        ON begun.utc_date = CAST(event.start_timestamp AS DATE)
        AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) >= begun.from_us
        AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) < begun.to_us
),
cases AS (
    SELECT spans.case_id, CAST(sum(spans.in_hand_us) AS BIGINT) AS in_hand_us
    FROM spans
    GROUP BY spans.case_id
    HAVING count(spans.in_hand_us) = count(*)
),
grouped AS (
    SELECT
        arrival.skill,
        cases.in_hand_us,
        ntile(200) OVER (PARTITION BY arrival.skill ORDER BY cases.in_hand_us, cases.case_id) AS place
    FROM cases
    JOIN case_arrivals AS arrival ON arrival.case_id = cases.case_id
    WHERE cases.in_hand_us > 0
)
SELECT
    skill,
    place,
    count(*) AS cases,
    CAST(CAST(sum(in_hand_us) AS BIGINT) AS DOUBLE) / count(*) / 1000000.0 AS handle_seconds
FROM grouped
GROUP BY skill, place
ORDER BY skill, place
