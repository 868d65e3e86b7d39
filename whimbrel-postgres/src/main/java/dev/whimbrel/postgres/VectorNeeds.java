package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what an embedding would make, and what that takes of the server. */
final class VectorNeeds {

    private static final double MIB = 1024.0 * 1024;
    /** The server lets no two processes share a build that takes less. */
    private static final double WORTH_SHARING = 32 * MIB;

    private final PostgresSession session;
    private final VectorExtension extension;
    private final EmbeddingWork work;
    private final Profile profile;

    VectorNeeds(PostgresSession session, VectorExtension extension, EmbeddingWork work, Profile profile) {
        this.session = session;
        this.extension = extension;
        this.work = work;
        this.profile = profile;
    }

    /**
     * {@return what so many vectors take}
     *
     * @param heap bytes of the rows, which are written anew if the vectors go among them
     * @param isBegun whether all but the index is there
     * @param target the name of the column or table
     */
    Needs of(long vectors, long heap, boolean isBegun, String target) throws SQLException {
        VectorSizes sizes = new VectorSizes(profile.dimension(), work.type());
        boolean isInPlace = work.target().place() == Place.COLUMN;
        List<String> makes = new ArrayList<>();
        if (!isBegun) {
            makes.add((isInPlace ? "column " : "table ") + target + " with "
                    + work.type().name().toLowerCase(Locale.ROOT) + "(" + profile.dimension() + ")");
            makes.add("triggers on " + work.table() + " that note changes");
        }
        List<String> warnings = extension.warnings(work);
        long rows = sizes.table(vectors) + (isInPlace ? heap : 0);
        Optional<VectorIndex> index = work.index();
        if (index.isEmpty()) {
            return new Needs(makes, rows, 0, 0, 0, warnings);
        }
        makes.add("index " + described(index.get(), vectors));
        BuildAllowance allowance = BuildAllowance.of(session, extension, index.get(), sizes, vectors);
        return new Needs(
                makes,
                rows,
                sizes.index(index.get(), vectors),
                allowance.needed(),
                allowance.memory(),
                with(warnings, index.get(), allowance, vectors));
    }

    private static String described(VectorIndex index, long vectors) {
        String shape = index.method() == Method.IVFFLAT
                ? ", lists " + VectorSizes.lists(index, vectors)
                : index.m().map(m -> ", m " + m).orElse("")
                        + index.efConstruction()
                                .map(ef -> ", ef_construction " + ef)
                                .orElse("");
        return index.method().name().toLowerCase(Locale.ROOT) + " by "
                + index.distance().name().toLowerCase(Locale.ROOT).replace('_', ' ') + shape;
    }

    private static List<String> with(List<String> warnings, VectorIndex index, BuildAllowance allowance, long vectors) {
        List<String> all = new ArrayList<>(warnings);
        if (index.method() == Method.IVFFLAT && vectors == 0) {
            all.add("an IVFFlat index is not built on an empty table; the backfill would stop there");
        }
        if (!allowance.isEnough()) {
            all.add("the index does not fit into the memory that its build gets, and takes some three times longer;"
                    + " raise maintenance_work_mem of the role, or shared_buffers");
        }
        if (index.method() == Method.HNSW && allowance.needed() > WORTH_SHARING) {
            all.add(String.format(
                    Locale.ROOT,
                    "processes that build together take %.0f MiB of shared memory at once; where there is less, as in a"
                            + " container with a /dev/shm of 64 MB, one builds alone",
                    allowance.memory() / MIB));
        }
        return all;
    }
}
