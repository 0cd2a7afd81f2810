-- When did the events of every so-manieth case happen? Cases in the order in which they began.
SELECT d.place, e.activity, date_diff('microsecond', TIMESTAMP '1970-01-01', e."timestamp") AS at_us
FROM (
    SELECT case_id, place
    FROM (SELECT case_id, row_number() OVER (ORDER BY started_us, case_number) AS place FROM cases)
    WHERE (place - 1) % $every = 0
) AS d
INNER JOIN events AS e ON e.case_id = d.case_id
ORDER BY d.place, at_us
