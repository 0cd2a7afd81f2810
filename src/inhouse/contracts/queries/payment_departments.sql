-- Which departments are named, and how much did each pay?
SELECT
    payment.department,
    count(*) AS payments,
    sum(payment.amount_gbp) AS amount_gbp
FROM payments AS payment
WHERE trim(payment.department) <> ''
GROUP BY payment.department
ORDER BY payment.department
