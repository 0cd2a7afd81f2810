-- In which cases does one activity directly follow another, how often, and after how long a wait at most? Longest first.
SELECT c.case_id, count(*) AS times, max(s.wait_us) AS longest_us, sum(count(*)) OVER () AS all_times, count(*) OVER () AS all_cases
FROM steps AS s
INNER JOIN cases AS c ON c.case_number = s.case_number
INNER JOIN activity_codes AS b ON b.code = s.activity_before
INNER JOIN activity_codes AS a ON a.code = s.activity
WHERE b.activity = $from_activity AND a.activity = $to_activity
GROUP BY c.case_number, c.case_id
ORDER BY longest_us DESC, c.case_number
LIMIT $limit OFFSET $offset
