WITH parties AS (
    SELECT
        event_id, month, event_date_start, date_precision, event_type, mode, cameo_code, quad_class, goldstein,
        plover_score, modality, confidence, place_country, n_reports, n_sources, "symmetric",
        CASE WHEN cardinality(actor_codes) = 0 THEN [''] ELSE actor_codes END AS ones,
        CASE
            WHEN cardinality(actor_codes) = 0 THEN ['']
            ELSE array_transform(actors, lambda a: a['country'])
        END AS one_countries,
        CASE
            WHEN "symmetric" AND cardinality(array_distinct(actor_codes)) > 1 THEN actor_codes
            WHEN "symmetric" OR cardinality(recipient_codes) = 0 THEN ['']
            ELSE recipient_codes
        END AS others,
        CASE
            WHEN "symmetric" AND cardinality(array_distinct(actor_codes)) > 1
                THEN array_transform(actors, lambda a: a['country'])
            WHEN "symmetric" OR cardinality(recipient_codes) = 0 THEN ['']
            ELSE array_transform(recipients, lambda a: a['country'])
        END AS other_countries
    FROM events
    WHERE status <> 'retracted'
),
acting AS (
    SELECT
        *,
        unnest(ones) AS actor,
        unnest(one_countries) AS actor_country,
        unnest(generate_series(1, CAST(cardinality(ones) AS BIGINT))) AS actor_at
    FROM parties
),
pairs AS (
    SELECT
        *,
        unnest(others) AS recipient,
        unnest(other_countries) AS recipient_country,
        unnest(generate_series(1, CAST(cardinality(others) AS BIGINT))) AS recipient_at
    FROM acting
)
SELECT
    event_id, month, event_date_start AS date, date_precision, actor, recipient, actor_country, recipient_country,
    event_type, mode, cameo_code, quad_class, goldstein, plover_score, modality, confidence, place_country, n_reports,
    n_sources, "symmetric"
FROM pairs
WHERE array_position(ones, actor) = actor_at
    AND array_position(others, recipient) = recipient_at
    AND NOT ("symmetric" AND actor = recipient)
