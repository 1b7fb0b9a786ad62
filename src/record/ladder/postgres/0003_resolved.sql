-- Drills that the first person resolved: nobody else was asked, and the customer left Loyal (3) or as a Champion (4). Counted once for
-- all sums that are there already.
ALTER TABLE tally ADD COLUMN resolved BIGINT NOT NULL DEFAULT 0;
UPDATE tally SET resolved = found.resolved FROM (
    SELECT COALESCE(person, 0) AS a, 2 * mode + CASE WHEN retry_of IS NULL THEN 0 ELSE 1 END AS way, COUNT(*) AS resolved
    FROM drill WHERE alone = 1 AND tier >= 3 GROUP BY 1, 2
) AS found WHERE tally.axis = 0 AND tally.a = found.a AND tally.way = found.way;
UPDATE tally SET resolved = found.resolved FROM (
    SELECT COALESCE(person, 0) AS a, text AS b, 2 * mode + CASE WHEN retry_of IS NULL THEN 0 ELSE 1 END AS way, COUNT(*) AS resolved
    FROM drill WHERE alone = 1 AND tier >= 3 GROUP BY 1, 2, 3
) AS found WHERE tally.axis = 1 AND tally.a = found.a AND tally.b = found.b AND tally.way = found.way;
UPDATE tally SET resolved = found.resolved FROM (
    SELECT COALESCE(person, 0) AS a, CAST(EXTRACT(YEAR FROM to_timestamp(at / 1000) AT TIME ZONE 'UTC') AS BIGINT) * 12 + CAST(EXTRACT(MONTH FROM to_timestamp(at / 1000) AT TIME ZONE 'UTC') AS BIGINT) - 1 AS b, 2 * mode + CASE WHEN retry_of IS NULL THEN 0 ELSE 1 END AS way, COUNT(*) AS resolved
    FROM drill WHERE alone = 1 AND tier >= 3 GROUP BY 1, 2, 3
) AS found WHERE tally.axis = 2 AND tally.a = found.a AND tally.b = found.b AND tally.way = found.way;
UPDATE tally SET resolved = found.resolved FROM (
    SELECT text AS a, CAST(EXTRACT(YEAR FROM to_timestamp(at / 1000) AT TIME ZONE 'UTC') AS BIGINT) * 12 + CAST(EXTRACT(MONTH FROM to_timestamp(at / 1000) AT TIME ZONE 'UTC') AS BIGINT) - 1 AS b, 2 * mode + CASE WHEN retry_of IS NULL THEN 0 ELSE 1 END AS way, COUNT(*) AS resolved
    FROM drill WHERE alone = 1 AND tier >= 3 GROUP BY 1, 2, 3
) AS found WHERE tally.axis = 3 AND tally.a = found.a AND tally.b = found.b AND tally.way = found.way;
