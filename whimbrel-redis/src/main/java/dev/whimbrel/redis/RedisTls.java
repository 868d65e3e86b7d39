package dev.whimbrel.redis;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Sets a connection up for TLS: the server's certificate must be trusted, and must be for the host that was asked for. */
final class RedisTls {

    private static final String TYPE = "PKCS12";

    /** A store of certificates alone holds no secret, but Java wants a password to read one. */
    private static final char[] NO_SECRET = "certificates".toCharArray();

    private RedisTls() {}

    static void protect(DefaultJedisClientConfig.Builder config, Optional<Path> rootCertificate) {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        rootCertificate.ifPresent(file -> options.trustStoreType(TYPE).truststore(store(file), NO_SECRET));
        config.sslOptions(options.build());
    }

    /** The library takes a store only, and people have a file as the server has it. */
    private static SslOptions.Resource store(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(TYPE);
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                trusted.setCertificateEntry("root" + number++, certificate);
            }
            ByteArrayOutputStream store = new ByteArrayOutputStream();
            trusted.store(store, NO_SECRET);
            return () -> new ByteArrayInputStream(store.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    "the certificates in " + file + " cannot be used",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "name a file of certificates in PEM as sslrootcert"));
        }
    }
}
