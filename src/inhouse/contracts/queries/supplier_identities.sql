-- Which ways of writing a supplier belong to one and the same organisation, and why?
-- Evidence, strongest first: company number, the publisher's supplier id, VAT number, the name without legal suffixes.
-- An id that stands with more than four different names is a shared account (one-off payments), not an identity.
WITH written AS (
    SELECT
        supplier, supplier_ref, company_number, vat_number,
        count(*) AS payments,
        sum(amount_gbp) AS amount_gbp
    FROM payments_kept
    GROUP BY ALL
),
-- Capital letters without accents or other scripts, and no account codes in brackets.
capitals AS (
    SELECT
        *,
        regexp_replace(
            upper(regexp_replace(supplier, '[^ -~]', ' ', 'g')), '\([A-Z]{0,3} ?[0-9]{4,}\)', ' ', 'g'
        ) AS name_capitals,
        upper(regexp_replace(company_number, '[^!-~]', '', 'g')) AS company,
        upper(regexp_replace(vat_number, '[^A-Za-z0-9]', '', 'g')) AS vat,
        translate(supplier_ref, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS ref
    FROM written
),
-- No trading name behind a company's name, no punctuation.
plainly AS (
    SELECT
        *,
        regexp_replace(
            coalesce(
                nullif(
                    regexp_extract(
                        name_capitals, '^(.*?(LTD|LIMITED|PLC|LLP|CIC)\.?) *[-,(]? *(T/A|TRADING AS)\b', 1
                    ),
                    ''
                ),
                name_capitals
            ),
            '[^A-Z0-9&]+', ' ', 'g'
        ) AS plain
    FROM capitals
),
named AS (
    SELECT
        *,
        coalesce(
            nullif(
                trim(
                    regexp_replace(
                        regexp_replace(
                            ' ' || replace(replace(plain, '''', ''), '&', ' AND ') || ' ',
                            '( (LTD|LIMITED|PLC|P L C|LLP|L L P|LP|CIC|C I C|CIO|INC|CORP|GMBH|BV|B V|CYF|LLC|LIMTED|LTD CO|CO LTD|COMPANY LIMITED))+ *$',
                            ' ', 'g'
                        ),
                        '(^ THE )|( +)', ' ', 'g'
                    )
                ),
                ''
            ),
            nullif(trim(plain), ''),
            supplier
        ) AS name_key,
        regexp_matches(plain, '\b(LTD|LIMITED|PLC|LLP|CIC|P L C|LIMTED)\b') AS is_company,
        CASE
            WHEN regexp_matches(company, '^[0-9]{5,8}$') AND regexp_matches(company, '[1-9]') THEN lpad(company, 8, '0')
            WHEN regexp_matches(company, '^[A-Z]{2}[0-9]{6}$') THEN company
        END AS company_key,
        CASE
            WHEN regexp_matches(vat, '^(GB)?[1-9][0-9]{8}([0-9]{3})?$') THEN substring(replace(vat, 'GB', ''), 1, 9)
        END AS vat_key,
        CASE WHEN regexp_matches(ref, '[1-9]') THEN ref END AS ref_key
    FROM plainly
),
shared_accounts AS (
    SELECT ref_key FROM named WHERE ref_key IS NOT NULL GROUP BY ref_key HAVING count(DISTINCT name_key) > 4
),
shared_vats AS (
    SELECT vat_key FROM named WHERE vat_key IS NOT NULL GROUP BY vat_key HAVING count(DISTINCT name_key) > 4
),
ref_companies AS (
    SELECT ref_key, any_value(company_key) AS company_key
    FROM named
    WHERE ref_key IS NOT NULL
    GROUP BY ref_key
    HAVING count(DISTINCT company_key) = 1
),
anchored AS (
    SELECT
        named.*,
        CASE
            WHEN regexp_matches(name_key, '\b(REDACTED|WITHHELD|PERSONAL DATA)\b') THEN 'redacted'
            WHEN coalesce(named.company_key, ref_companies.company_key) IS NOT NULL
                THEN 'GB-COH-' || coalesce(named.company_key, ref_companies.company_key)
            WHEN named.ref_key IS NOT NULL AND named.ref_key NOT IN (FROM shared_accounts) THEN 'ref-' || named.ref_key
            WHEN named.vat_key IS NOT NULL AND named.vat_key NOT IN (FROM shared_vats) THEN 'GB-VAT-' || named.vat_key
        END AS anchor
    FROM named
    LEFT JOIN ref_companies ON ref_companies.ref_key = named.ref_key
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
    END AS basis
FROM joined
LEFT JOIN accounts ON accounts.anchor = joined.anchor
