-- How much working time had passed when each event happened, counted from the first day of the log?
-- Working time between two events is the difference of the two. Empty where the calendar does not know the day.
SELECT
    event.*,
    stretch.worked_before_us + CASE
        WHEN stretch.is_open
        THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) - stretch.from_us
        ELSE 0
    END AS worked_us
FROM events AS event
LEFT JOIN working_time AS stretch
    ON stretch.utc_date = CAST(event.timestamp AS DATE)
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) >= stretch.from_us
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) < stretch.to_us
