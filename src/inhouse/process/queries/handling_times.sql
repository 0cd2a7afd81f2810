-- How long was each kind of work in hand, from shortest to longest, in groups of cases of equal number?
-- Working time from start to completion of a case's events, added up. Only cases whose every event says when it began,
-- none of them after its end, and that took any time at all, can be told.
WITH spans AS (
    SELECT
        event.case_id,
        CASE WHEN event.start_timestamp <= event.timestamp THEN event.worked_us - event.start_worked_us END AS in_hand_us
    FROM events_worked AS event
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
