-- Was the target of each case met? A case that cannot be judged says why, and is counted; none is dropped.
WITH targets AS (
    SELECT
        split_part(written.line, chr(9), 1) AS priority,
        CAST(split_part(written.line, chr(9), 2) AS BIGINT) AS target_us
    FROM (SELECT unnest(string_split($targets, chr(10))) AS line) AS written
    WHERE written.line <> ''
),
chosen AS (
    SELECT fact.*, CASE WHEN $priority = '' THEN '' ELSE fact.priority END AS judged_priority
    FROM target_facts AS fact
    WHERE ($only = '' OR coalesce(list_contains($only_values, fact.only_value), false))
        AND ($leave_out = '' OR NOT coalesce(list_contains($leave_out_values, fact.leave_out_value), false))
),
together AS (
    SELECT
        fact.case_id,
        coalesce(used.spell, 0) AS spell,
        coalesce(fact.judged_priority, '') AS priority,
        fact.judged_priority IS NULL AS no_priority,
        fact.merged_into IS NOT NULL AS is_merged,
        coalesce(used.lost, false) AS lost,
        CASE WHEN list_contains($met_words, fact.reported_met) THEN true
            WHEN list_contains($missed_words, fact.reported_met) THEN false
        END AS reported_met,
        fact.reported_met IS NOT NULL AS is_reported,
        fact.due_at,
        used.start_place,
        used.end_place,
        coalesce(used.started_at, fact.first_at) AS started_at,
        used.ended_at,
        used.closed_month,
        used.off_calendar,
        used.used_us,
        used.used_before_month_us,
        used.month_from_us,
        target.target_us,
        CASE WHEN $due <> ''
            THEN date_diff('microsecond', TIMESTAMP '1970-01-01', fact.due_at)
                < coalesce(date_diff('microsecond', TIMESTAMP '1970-01-01', used.ended_at), $as_of_us)
            ELSE used.used_us > target.target_us
        END AS is_late,
        CASE WHEN $due <> ''
            THEN date_diff('microsecond', TIMESTAMP '1970-01-01', fact.due_at) < used.month_from_us
            ELSE used.used_before_month_us > target.target_us
        END AS was_late
    FROM chosen AS fact
    LEFT JOIN target_used AS used ON used.case_id = fact.case_id
    LEFT JOIN targets AS target ON target.priority = fact.judged_priority
),
judged AS (
    SELECT
        together.*,
        CASE
            WHEN is_merged AND NOT $followed THEN 'merged into another case'
            WHEN is_merged AND lost THEN 'merged into a case that is not in the log, or was itself merged'
            WHEN start_place IS NULL THEN 'no event starts its clock'
            WHEN end_place < start_place THEN 'it ends before its clock starts'
            WHEN $due <> '' AND due_at IS NULL THEN 'no due time is said'
            WHEN $due = '' AND no_priority THEN 'no priority is said'
            WHEN $due = '' AND target_us IS NULL THEN 'its priority has no target'
            WHEN $due = '' AND (off_calendar OR used_us IS NULL) THEN 'the calendar does not know its days'
            WHEN ended_at IS NOT NULL AND NOT is_late THEN 'met'
            WHEN ended_at IS NOT NULL THEN 'missed'
            WHEN is_late THEN 'still open and late'
            ELSE 'still open, and not late yet'
        END AS outcome
    FROM together
)
SELECT
    judged.case_id,
    judged.spell,
    judged.priority,
    judged.outcome,
    judged.reported_met,
    judged.is_reported AND judged.reported_met IS NULL AS not_understood,
    judged.started_at,
    judged.ended_at,
    judged.used_us,
    judged.target_us,
    month.month AS opened_month,
    CASE WHEN judged.outcome IN ('met', 'missed') THEN judged.closed_month END AS closed_month,
    judged.outcome IN ('met', 'missed') AND coalesce(judged.was_late, false) AS is_backlog
FROM judged
LEFT JOIN target_months AS month
    ON date_diff('microsecond', TIMESTAMP '1970-01-01', judged.started_at) >= month.from_us
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', judged.started_at) < month.to_us
