-- Which words of a measure does the log use, as activities or as states?
SELECT DISTINCT used.word
FROM (
    SELECT event.activity AS word FROM events AS event
    UNION ALL
    SELECT event.lifecycle AS word FROM events AS event
) AS used
WHERE list_contains($words, used.word)
ORDER BY used.word
