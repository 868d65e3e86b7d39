package dev.whimbrel.testkit.server;

import java.io.UncheckedIOException;
import java.util.List;

/** Debian's own Redis packages, unpacked into the cache and started there, without root and without the system. */
final class DebianRedis implements ServerSource<RedisServer> {

    private static final DebianPackages PACKAGES = DebianPackages.of("trixie", "redis-server")
            .describedAs("Redis 8 without modules")
            .withPrograms(RedisDistribution.PROGRAMS);

    @Override
    public String title() {
        return "Debian's packages";
    }

    @Override
    public RedisServer server() throws ServerAbsentException {
        return start(List.of()).server();
    }

    PrivateRedis start(List<String> settings) throws ServerAbsentException {
        try {
            return PrivateRedis.start(new RedisDistribution(PACKAGES.in(CacheFolder.ofThisUser())), settings);
        } catch (CommandFailedException | UncheckedIOException e) {
            throw new ServerAbsentException(String.valueOf(e.getMessage()), e);
        }
    }
}
