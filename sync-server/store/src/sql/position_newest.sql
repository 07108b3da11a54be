SELECT pos_tx, pos_id FROM (
    SELECT * FROM (SELECT last_tx AS pos_tx, last_id AS pos_id FROM document WHERE last_tx < $1
        ORDER BY last_tx DESC, last_id DESC LIMIT 1) AS d
    UNION ALL
    SELECT * FROM (SELECT pos_tx, pos_id FROM access_event WHERE pos_tx < $1
        ORDER BY pos_tx DESC, pos_id DESC LIMIT 1) AS e
) AS both_kinds
ORDER BY pos_tx DESC, pos_id DESC LIMIT 1
