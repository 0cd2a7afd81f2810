-- Which events move the clock of a case, how far apart are they, and how often had the case been reopened before each?
-- A case is reopened by an event that is no end, straight after one that is. One that follows another case has no end.
WITH kept AS (
    SELECT
        event.case_id,
        event.place,
        event.timestamp,
        event.clock_us,
        event.is_start,
        event.is_stop,
        event.is_end AND NOT ($followed AND fact.merged_into IS NOT NULL) AS is_end
    FROM target_events AS event
    JOIN target_facts AS fact ON fact.case_id = event.case_id
    WHERE NOT event.is_ignored
),
marked AS (
    SELECT
        kept.*,
        lead(kept.clock_us) OVER (PARTITION BY kept.case_id ORDER BY kept.place) AS next_clock_us,
        coalesce(lag(kept.is_end) OVER (PARTITION BY kept.case_id ORDER BY kept.place), false) AS after_end
    FROM kept
)
SELECT
    case_id,
    place,
    timestamp,
    clock_us,
    next_clock_us,
    is_start,
    is_stop,
    is_end,
    CAST(
        sum(CASE WHEN after_end AND NOT is_end THEN 1 ELSE 0 END)
            OVER (PARTITION BY case_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        AS INTEGER
    ) AS reopening
FROM marked
