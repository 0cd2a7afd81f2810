-- How much was paid to all suppliers of contracts that share them, each payment once?
SELECT paid.cluster, sum(payment.amount_gbp) AS paid_gbp
FROM (SELECT DISTINCT link.cluster, link.supplier_id FROM paid_links AS link WHERE link.cluster >= 0) AS paid
JOIN payments AS payment ON payment.supplier_id = paid.supplier_id
GROUP BY paid.cluster
ORDER BY paid.cluster
