WITH states AS (
    SELECT
        date_trunc('month', event_date_start) AS began, quad_class, goldstein, plover_score, n_reports, n_sources,
        array_distinct(array_transform(actors, lambda a: a['country'])) AS actor_countries,
        array_distinct(
            array_transform(CASE WHEN "symmetric" THEN actors ELSE recipients END, lambda a: a['country'])
        ) AS recipient_countries
    FROM events
    WHERE status <> 'retracted' AND modality = 'actual' AND date_precision IN ('day', 'week', 'month')
),
acting AS (
    SELECT
        began, quad_class, goldstein, plover_score, n_reports, n_sources, recipient_countries,
        unnest(actor_countries) AS actor_country
    FROM states
),
pairs AS (
    SELECT
        began, quad_class, goldstein, plover_score, n_reports, n_sources, actor_country,
        unnest(recipient_countries) AS recipient_country
    FROM acting
),
sums AS (
    SELECT
        actor_country, recipient_country, began,
        count(*) AS n_events,
        sum(CASE WHEN quad_class = 1 THEN 1 ELSE 0 END) AS n_q1,
        sum(CASE WHEN quad_class = 2 THEN 1 ELSE 0 END) AS n_q2,
        sum(CASE WHEN quad_class = 3 THEN 1 ELSE 0 END) AS n_q3,
        sum(CASE WHEN quad_class = 4 THEN 1 ELSE 0 END) AS n_q4,
        sum(goldstein) AS sum_goldstein,
        sum(plover_score) AS sum_plover,
        sum(n_reports) AS n_reports,
        sum(n_sources) AS sum_sources
    FROM pairs
    WHERE actor_country <> '' AND recipient_country <> '' AND actor_country <> recipient_country
    GROUP BY actor_country, recipient_country, began
)
SELECT
    actor_country,
    recipient_country,
    left(CAST(began AS VARCHAR), 7) AS month,
    CAST(n_events AS INTEGER) AS n_events,
    CAST(n_q1 AS INTEGER) AS n_q1,
    CAST(n_q2 AS INTEGER) AS n_q2,
    CAST(n_q3 AS INTEGER) AS n_q3,
    CAST(n_q4 AS INTEGER) AS n_q4,
    sum_goldstein / n_events AS mean_goldstein,
    sum_goldstein,
    sum_plover,
    CAST(n_q1 + n_q2 AS DOUBLE) / n_events AS share_cooperation,
    CAST(n_reports AS INTEGER) AS n_reports,
    CAST(sum_sources AS INTEGER) AS sum_sources
FROM sums
