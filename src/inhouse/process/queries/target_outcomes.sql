-- How many cases of each priority came to which outcome?
SELECT priority, outcome, count(*) AS cases
FROM target_cases
GROUP BY priority, outcome
ORDER BY priority, outcome
