-- On which day (UTC) does the log begin?
SELECT min(CAST(event.timestamp AS DATE)) AS first_date
FROM events AS event
