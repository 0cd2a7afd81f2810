-- From which event to which does the clock of each case run?
-- Counted as one, a case ends where its last run of ends begins, and not at all if it went on after that. Counted as
-- new, every reopening is a span of its own. Otherwise what came after the first end does not matter. A case whose every
-- end comes before its start has that end, to be told as such.
WITH keyed AS (
    SELECT
        step.case_id,
        step.place,
        step.is_start,
        step.is_end,
        step.reopening,
        CASE WHEN $reopened = 'as_new' THEN step.reopening ELSE 0 END AS spell
    FROM target_steps AS step
    WHERE $reopened <> 'first' OR step.reopening = 0
),
latest AS (
    SELECT keyed.*, max(keyed.reopening) OVER (PARTITION BY keyed.case_id, keyed.spell) AS last_reopening
    FROM keyed
),
spans AS (
    SELECT
        case_id,
        spell,
        min(CASE WHEN is_start OR $from_first OR spell > 0 THEN place END) AS start_place,
        min(CASE WHEN is_end AND reopening = last_reopening THEN place END) AS end_place,
        max(CASE WHEN is_end THEN place END) AS any_end_place
    FROM latest
    GROUP BY case_id, spell
),
told AS (
    SELECT
        case_id,
        spell,
        start_place,
        coalesce(end_place, CASE WHEN any_end_place < start_place THEN any_end_place END) AS end_place
    FROM spans
)
SELECT
    span.case_id,
    span.spell,
    span.start_place,
    span.end_place,
    begun.timestamp AS started_at,
    ended.timestamp AS ended_at,
    ended.clock_us AS ended_clock_us
FROM told AS span
LEFT JOIN target_steps AS begun ON begun.case_id = span.case_id AND begun.place = span.start_place
LEFT JOIN target_steps AS ended ON ended.case_id = span.case_id AND ended.place = span.end_place
