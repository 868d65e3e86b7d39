package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRows;
import dev.whimbrel.database.sql.work.WorkTables;

/**
 * The triggers that note which rows change while vectors are made and afterwards.
 *
 * <p>What has changed is decided by the text as the definition takes it from the row, before and after. The triggers name no
 * columns: {@code UPDATE OF} would miss what other triggers change. A note never waits for a model, since workers hold no
 * lock on it while they embed.
 */
final class CaptureTriggers {

    private static final String CREATE = """
            CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = %2$s AS %3$s;
            CREATE TRIGGER %4$s AFTER INSERT OR UPDATE ON %5$s FOR EACH ROW EXECUTE FUNCTION %1$s();
            CREATE TRIGGER %6$s AFTER TRUNCATE ON %5$s FOR EACH STATEMENT EXECUTE FUNCTION %1$s()
            """;

    private static final String BODY = """
            #variable_conflict use_column
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN
                    DELETE FROM %1$s WHERE work_id = %2$d;
                    RETURN NULL;
                END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.%3$s IS NOT DISTINCT FROM NEW.%3$s
                       AND (SELECT CASE WHEN %4$s THEN %5$s END FROM (SELECT OLD.*) AS %6$s)
                           IS NOT DISTINCT FROM
                           (SELECT CASE WHEN %4$s THEN %5$s END FROM (SELECT NEW.*) AS %6$s) THEN
                        RETURN NULL;
                    END IF;
                END IF;
                INSERT INTO %1$s AS q (work_id, key, seq) VALUES (%2$d, (NEW.%3$s)::text, nextval(%7$s))
                ON CONFLICT (work_id, key) DO UPDATE SET seq = EXCLUDED.seq, worker = NULL;
                RETURN NULL;
            END
            """;

    private CaptureTriggers() {}

    static String create(Work work, PostgresDialect dialect) {
        WorkTable table = work.table();
        WorkTables tables = dialect.tables();
        String body = BODY.formatted(
                tables.queue(),
                work.id(),
                PostgresSql.identifier(table.key()),
                table.takesPart(),
                new WorkRows(table, dialect).text(),
                PostgresSql.identifier(table.name()),
                PostgresSql.literal(dialect.change()));
        String path = "pg_catalog, " + PostgresSql.identifier(tables.schema()) + ", "
                + PostgresSql.identifier(table.schema()) + ", pg_temp";
        return CREATE.formatted(
                function(work, tables),
                path,
                PostgresSql.literal(body),
                rowTrigger(work),
                table.qualified(),
                truncateTrigger(work));
    }

    /** {@return the commands that remove triggers and function} */
    static String drop(Work work, WorkTables tables) {
        return "DROP FUNCTION IF EXISTS " + function(work, tables) + "() CASCADE";
    }

    private static String function(Work work, WorkTables tables) {
        return tables.named("whimbrel_capture_" + work.id());
    }

    private static String rowTrigger(Work work) {
        return PostgresSql.identifier("whimbrel_capture_" + work.id());
    }

    private static String truncateTrigger(Work work) {
        return PostgresSql.identifier("whimbrel_truncate_" + work.id());
    }
}
