-- What is said of each case as a whole: priority, deadline, the case it was merged into, the supplier's own verdict?
-- Where events say different things the last word counts, or of the priority the first where the contract says so.
SELECT
    event.case_id,
    min(event.timestamp) AS first_at,
    CASE WHEN $priority_last
        THEN max_by(event.priority, CASE WHEN event.priority IS NOT NULL THEN event.place END)
        ELSE min_by(event.priority, CASE WHEN event.priority IS NOT NULL THEN event.place END)
    END AS priority,
    max_by(event.merged_into, CASE WHEN event.merged_into IS NOT NULL THEN event.place END) AS merged_into,
    max_by(event.reported_met, CASE WHEN event.reported_met IS NOT NULL THEN event.place END) AS reported_met,
    max_by(event.only_value, CASE WHEN event.only_value IS NOT NULL THEN event.place END) AS only_value,
    max_by(event.leave_out_value, CASE WHEN event.leave_out_value IS NOT NULL THEN event.place END) AS leave_out_value,
    max(CASE WHEN event.is_due THEN event.timestamp END) AS due_at
FROM target_events AS event
GROUP BY event.case_id
