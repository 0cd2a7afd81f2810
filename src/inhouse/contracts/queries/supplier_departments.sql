-- Which departments paid this supplier under this name, and how much?
SELECT payment.department, count(*) AS payments, sum(payment.amount_gbp) AS amount_gbp
FROM payments AS payment
WHERE payment.supplier_id = $supplier_id AND payment.supplier = $name AND payment.department IS NOT NULL
GROUP BY payment.department
ORDER BY amount_gbp DESC, payment.department
