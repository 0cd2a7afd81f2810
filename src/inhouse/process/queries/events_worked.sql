-- How much working time had passed when each event began and when it was complete, counted from the log's first day?
-- Working time between two instants is the difference of two readings. Empty where the calendar does not know the day.
SELECT
    event.*,
    done.worked_before_us + CASE WHEN done.is_open
        THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) - done.from_us
        ELSE 0
    END AS worked_us,
    begun.worked_before_us + CASE WHEN begun.is_open
        THEN date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) - begun.from_us
        ELSE 0
    END AS start_worked_us
FROM events AS event
LEFT JOIN working_time AS done
    ON done.utc_date = CAST(event.timestamp AS DATE)
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) >= done.from_us
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.timestamp) < done.to_us
LEFT JOIN working_time AS begun
    ON begun.utc_date = CAST(event.start_timestamp AS DATE)
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) >= begun.from_us
    AND date_diff('microsecond', TIMESTAMP '1970-01-01', event.start_timestamp) < begun.to_us
