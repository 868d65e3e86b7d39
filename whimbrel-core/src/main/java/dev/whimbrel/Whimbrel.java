package dev.whimbrel;

import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.database.AskedHistories;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Verification;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Planner;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.Repairs.Repair;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.Baseline;
import dev.whimbrel.run.Patience;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.run.Runner;
import dev.whimbrel.source.TimelineReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Migrates databases along one timeline. Connections are opened when first needed and closed with it.
 *
 * <p>Not thread-safe but for {@link #cancel()}. Several Whimbrels, in many processes too, exclude each other by locks.
 *
 * <p>Every method throws {@link dev.whimbrel.error.TimelineException} if the folders cannot be read as a timeline, and
 * {@link dev.whimbrel.error.DatabaseException} if a database cannot be reached or refuses.
 */
public final class Whimbrel implements AutoCloseable {

    private final Settings settings;
    private final Databases databases;
    private final TimelineReader timelineReader;
    private final Runner runner;

    private Whimbrel(Settings settings, Databases databases) {
        this.databases = databases;
        this.settings = settings;
        this.runner = new Runner(databases, settings.lockWait(), settings.models());
        this.timelineReader = settings.timelineReader(databases);
    }

    /** {@return a Whimbrel for the kinds of databases whose modules are on the class path} */
    public static Whimbrel of(Settings settings) {
        return of(settings, Databases.providers());
    }

    /**
     * {@return a Whimbrel for the kinds of databases named}
     *
     * @throws SettingsException if a URL is of no such kind
     */
    public static Whimbrel of(Settings settings, List<DatabaseProvider> providers) {
        return new Whimbrel(settings, Databases.open(settings.databases(), providers, settings.timeouts()));
    }

    /** {@return what would run, and where each migration stands. Changes nothing} */
    public Plan plan(UpOptions options) {
        return planner().up(options);
    }

    /** {@return what going down would run. Changes nothing} */
    public Plan plan(DownOptions options) {
        return planner().down(options);
    }

    /** Apply all that is pending; throws as {@link #migrate(UpOptions, RunListener)} does. */
    public RunReport migrate() {
        return migrate(UpOptions.defaults(), RunListener.NONE);
    }

    /**
     * Apply what is pending.
     *
     * @throws dev.whimbrel.error.DisagreementException if files and history disagree, or there is none and another tool's
     *     knows files of the folders; nothing was begun
     * @throws dev.whimbrel.error.LockedException if another process migrates for too long; nothing was begun
     * @throws dev.whimbrel.run.RunFailedException if a migration failed; its report tells what went through
     */
    public RunReport migrate(UpOptions options, RunListener listener) {
        Planner planner = planner();
        adopting().refuseForeign(planner);
        return runner.run(
                planner.up(options), () -> planner.with(databases.histories()).up(options), listener);
    }

    /** Revert what is applied, the last one first; throws as {@link #migrate()} does. */
    public RunReport down(DownOptions options, RunListener listener) {
        Planner planner = planner();
        return runner.run(
                planner.down(options), () -> planner.with(databases.histories()).down(options), listener);
    }

    /** {@return where files and history disagree; all scripts that have not run yet are read to their ends} */
    public Problems validate() {
        return plan(UpOptions.defaults()).readNewScripts().problems();
    }

    /** {@return which objects that the applied migrations created are not there or not valid} */
    public Map<String, Problems> verify() {
        return Verifying.problems(verifications());
    }

    /** {@return the same with what was found to be as it should, in the order of the settings} */
    public List<Verification> verifications() {
        return new Verifying(databases, backfills()).verify(timelineReader.read());
    }

    /**
     * Write decisions about single migrations into the history.
     *
     * @return what was written
     * @throws SettingsException if a migration is not in the state that is to be accepted; nothing was written
     */
    public List<Repair> repair(List<Decision> decisions, RunListener listener) {
        return new Repairing(runner, () -> plan(UpOptions.defaults())).repair(decisions, listener);
    }

    /**
     * Declare that a database is at a version already; earlier migrations will not run.
     *
     * @throws SettingsException if something later is applied, or if all of the timeline lies before the version
     */
    public void baseline(String database, Version version, RunListener listener) {
        Timeline timeline = timelineReader.read();
        Database known = databases.get(database);
        runner.record(database, () -> Baseline.at(version, timeline, known.history()), listener);
    }

    /** {@return what completes the long work that {@link #migrate()} begins; usable until this is closed} */
    public BackfillRunner backfills() {
        return new BackfillRunner(databases, settings, this::planner);
    }

    /**
     * {@return what taking over other tools' histories comes to, for each database that has one} Changes nothing.
     *
     * @throws SettingsException if a database has several, or not the one asked for
     */
    public List<Adoption> adoptions(AdoptOptions options) {
        return adopting().look(options);
    }

    /**
     * Take over other tools' histories, each while its tool is kept out. Nothing of theirs is changed.
     *
     * @return what was taken over
     * @throws dev.whimbrel.error.DisagreementException if a person must decide something first; nothing was written
     * @throws dev.whimbrel.error.LockedException if another process migrates, or the other tool is at work
     */
    public List<Adoption> adopt(AdoptOptions options, RunListener listener) {
        return adopting().adopt(options, listener);
    }

    private Adopting adopting() {
        return new Adopting(databases, runner, timelineReader::read);
    }

    /** End what runs at this moment, which then fails and is undone. Safe for other threads. */
    public void cancel() {
        databases.all().forEach(Database::cancel);
    }

    /** {@return the kind of each database by its name, in the order of the settings} */
    public Map<String, String> kinds() {
        return databases.kinds();
    }

    /** {@return how each database is and whether it is ready for what is pending, in the order of the settings} */
    public List<Health> health() {
        return Pending.readBy(timelineReader::read).health(databases);
    }

    /** Wait until every database answers. */
    public void await(Duration timeout) {
        new Patience(timeout).await(databases.all());
    }

    /** The databases are asked while the folders are read; both take a good part of a short run's time. */
    private Planner planner() {
        try (AskedHistories histories = databases.askHistories()) {
            return new Planner(timelineReader.read(), histories.get());
        }
    }

    @Override
    public void close() {
        databases.close();
    }
}
