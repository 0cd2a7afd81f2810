-- Which ways of writing a supplier belong to one and the same organisation, and why?
-- Evidence, strongest first: company number, the publisher's supplier id, VAT number, the name without legal suffixes.
-- An id that stands with more than four different names is a shared account (one-off payments), not an identity.
WITH refs AS (
    SELECT
        ref_key,
        count(DISTINCT name_key) > 4 AS is_shared,
        CASE WHEN count(DISTINCT company_key) = 1 THEN min(company_key) END AS company_key
    FROM supplier_keys
    GROUP BY ref_key
),
vats AS (
    SELECT vat_key, count(DISTINCT name_key) > 4 AS is_shared FROM supplier_keys GROUP BY vat_key
),
anchored AS (
    SELECT
        keys.*,
        CASE
            WHEN keys.is_withheld THEN 'redacted'
            WHEN coalesce(keys.company_key, refs.company_key) IS NOT NULL
                THEN 'GB-COH-' || coalesce(keys.company_key, refs.company_key)
            WHEN NOT refs.is_shared THEN 'ref-' || keys.ref_key
            WHEN NOT vats.is_shared THEN 'GB-VAT-' || keys.vat_key
        END AS anchor
    FROM supplier_keys AS keys
    LEFT JOIN refs ON refs.ref_key = keys.ref_key
    LEFT JOIN vats ON vats.vat_key = keys.vat_key
),
-- One company may hold several accounts: where a name is a company's, its anchors are one, unless company numbers differ.
-- A name without any anchor joins the only anchor of that name.
names AS (
    SELECT
        name_key,
        count(DISTINCT anchor) AS anchors,
        count(DISTINCT anchor) FILTER (WHERE anchor LIKE 'GB-COH-%') AS companies,
        bool_or(is_company) AS is_company,
        coalesce(min(anchor) FILTER (WHERE anchor LIKE 'GB-COH-%'), min(anchor)) AS first_anchor
    FROM anchored
    GROUP BY name_key
),
joined AS (
    SELECT
        anchored.*,
        CASE
            WHEN anchor = 'redacted' OR anchor LIKE 'GB-COH-%' THEN anchor
            WHEN names.is_company AND names.companies <= 1 AND names.anchors > 0 THEN names.first_anchor
            WHEN anchor IS NOT NULL THEN anchor
            WHEN names.anchors = 1 THEN names.first_anchor
            ELSE 'name-' || translate(name_key, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz-')
        END AS name_anchor
    FROM anchored
    JOIN names USING (name_key)
),
-- An account whose names lead to different anchors takes the least of them, so that one account is never two suppliers.
accounts AS (
    SELECT anchor, min(name_anchor) AS supplier_id FROM joined WHERE anchor LIKE 'ref-%' GROUP BY anchor
)
SELECT
    joined.supplier, joined.supplier_ref, joined.company_number, joined.vat_number,
    coalesce(accounts.supplier_id, joined.name_anchor) AS supplier_id,
    first_value(joined.supplier) OVER (
        PARTITION BY coalesce(accounts.supplier_id, joined.name_anchor)
        ORDER BY joined.payments DESC, joined.amount_gbp DESC, joined.supplier
    ) AS name,
    CASE
        WHEN coalesce(accounts.supplier_id, joined.name_anchor) = 'redacted' THEN 'name withheld'
        WHEN joined.company_key IS NOT NULL THEN 'company number'
        WHEN joined.anchor LIKE 'GB-COH-%' OR joined.anchor LIKE 'ref-%' THEN 'supplier id'
        WHEN joined.anchor LIKE 'GB-VAT-%' THEN 'VAT number'
        ELSE 'name'
    END AS basis,
    CAST(NULL AS DOUBLE) AS confidence
FROM joined
LEFT JOIN accounts ON accounts.anchor = joined.anchor
