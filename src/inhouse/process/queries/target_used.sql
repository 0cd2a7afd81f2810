-- How much time did each case use, and how much of it before the month in which it ended began?
-- Time counts from event to event, unless the clock stands still; a case that has not ended runs to the day asked for, and
-- one that follows another to the end of that.
WITH followed AS (
    SELECT
        fact.case_id,
        fact.merged_into,
        parent.case_id AS parent_id,
        parent.merged_into AS grandparent_id
    FROM target_facts AS fact
    LEFT JOIN target_facts AS parent ON parent.case_id = fact.merged_into
    WHERE $followed AND fact.merged_into IS NOT NULL
),
parents AS (
    SELECT
        followed.case_id,
        followed.parent_id IS NULL OR followed.grandparent_id IS NOT NULL AS lost,
        max_by(span.ended_at, span.spell) AS ended_at,
        max_by(span.ended_clock_us, span.spell) AS ended_clock_us
    FROM followed
    LEFT JOIN target_spans AS span ON span.case_id = followed.parent_id
    GROUP BY ALL
),
ends AS (
    SELECT
        span.case_id,
        span.spell,
        span.start_place,
        span.end_place,
        span.started_at,
        coalesce(span.ended_at, parent.ended_at) AS ended_at,
        coalesce(span.ended_clock_us, parent.ended_clock_us, $as_of_clock_us) AS until_clock_us,
        coalesce(parent.lost, false) AS lost
    FROM target_spans AS span
    LEFT JOIN parents AS parent ON parent.case_id = span.case_id
),
dated AS (
    SELECT ends.*, month.month AS closed_month, month.clock_us AS month_clock_us, month.from_us AS month_from_us
    FROM ends
    LEFT JOIN target_months AS month
        ON date_diff('microsecond', TIMESTAMP '1970-01-01', ends.ended_at) >= month.from_us
        AND date_diff('microsecond', TIMESTAMP '1970-01-01', ends.ended_at) < month.to_us
)
SELECT
    dated.case_id,
    dated.spell,
    dated.start_place,
    dated.end_place,
    dated.started_at,
    dated.ended_at,
    dated.closed_month,
    dated.month_from_us,
    dated.lost,
    bool_or(step.place IS NOT NULL AND step.clock_us IS NULL) AS off_calendar,
    CASE WHEN max(dated.start_place) <= coalesce(max(dated.end_place), max(dated.start_place))
        THEN coalesce(CAST(sum(CASE WHEN step.is_stop THEN 0 ELSE
            greatest(coalesce(step.next_clock_us, dated.until_clock_us) - step.clock_us, 0)
        END) AS BIGINT), 0)
    END AS used_us,
    CAST(sum(CASE WHEN step.is_stop THEN 0 ELSE
        greatest(
            least(coalesce(step.next_clock_us, dated.until_clock_us), dated.month_clock_us) - step.clock_us, 0
        )
    END) AS BIGINT) AS used_before_month_us
FROM dated
LEFT JOIN target_steps AS step
    ON step.case_id = dated.case_id
    AND step.place >= dated.start_place
    AND (dated.end_place IS NULL OR step.place < dated.end_place)
GROUP BY ALL
