package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.file.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The integrity file of Atlas: a hash for each file, over its name and bytes and those of all files before it, and one
 * over all of these.
 */
record AtlasSum(List<Entry> entries) {

    static final String PATH = "atlas.sum";

    private static final String HASH = "h1:";
    private static final int PIECE = 16 * 1024;

    /**
     * One line.
     *
     * @param hash SHA-256 in Base64
     */
    record Entry(String file, String hash) {}

    /** {@return the sum of these files, which are given in the order of their names} */
    static AtlasSum of(List<SourceFile> files) {
        MessageDigest running = sha256();
        List<Entry> entries = new ArrayList<>();
        for (SourceFile file : files) {
            running.update(file.path().getBytes(StandardCharsets.UTF_8));
            if (!AtlasDirectives.of(file).isOutsideSum()) {
                addContent(running, file);
                entries.add(new Entry(file.path(), base64(copyOf(running))));
            }
        }
        return new AtlasSum(List.copyOf(entries));
    }

    private static void addContent(MessageDigest digest, SourceFile file) {
        byte[] piece = new byte[PIECE];
        try (InputStream content = file.content().open()) {
            for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
                digest.update(piece, 0, length);
            }
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * {@return the sum as written in that file}
     *
     * @throws TimelineException if it is damaged in itself
     */
    static AtlasSum read(SourceFile file) {
        List<String> lines = file.text().lines().toList();
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int at = line.indexOf(HASH);
            if (at < 0) {
                throw damaged("line " + (entries.size() + 2) + " holds no hash");
            }
            entries.add(new Entry(line.substring(0, at).strip(), line.substring(at + HASH.length())));
        }
        AtlasSum sum = new AtlasSum(List.copyOf(entries));
        if (lines.isEmpty() || !lines.get(0).equals(HASH + sum.total())) {
            throw damaged("its first line is not the hash of the others: it was edited or merged by hand");
        }
        return sum;
    }

    private static TimelineException damaged(String why) {
        return Contradiction.of(PATH + " is damaged", why, remedy());
    }

    private static String remedy() {
        return "restore the files; if the change is meant, run `atlas migrate hash`, or remove " + PATH
                + " and do without Atlas";
    }

    /**
     * Compare with what the files add up to.
     *
     * @throws TimelineException if a file was added, edited, removed or renamed; it names the first
     */
    void verify(AtlasSum actual) {
        for (int i = 0; i < Math.max(entries.size(), actual.entries.size()); i++) {
            Optional<Entry> listed = at(i);
            Optional<Entry> found = actual.at(i);
            if (!listed.equals(found)) {
                throw Contradiction.of(
                        difference(listed, found, actual),
                        "the folder was changed after " + PATH + " was written",
                        remedy());
            }
        }
    }

    private String difference(Optional<Entry> listed, Optional<Entry> found, AtlasSum actual) {
        Optional<String> added = found.map(Entry::file).filter(name -> !names(name));
        Optional<String> removed = listed.map(Entry::file).filter(name -> !actual.names(name));
        return added.map(name -> name + " is not in " + PATH)
                .or(() -> removed.map(name -> name + " is in " + PATH + " and not in the folder"))
                .or(() -> found.map(entry -> entry.file() + " is not what " + PATH + " says"))
                .orElse(PATH + " names a file twice");
    }

    private Optional<Entry> at(int index) {
        return index < entries.size() ? Optional.of(entries.get(index)) : Optional.empty();
    }

    private boolean names(String file) {
        return entries.stream().anyMatch(entry -> entry.file().equals(file));
    }

    /** {@return the text of the file} */
    String text() {
        StringBuilder text = new StringBuilder(HASH).append(total()).append('\n');
        entries.forEach(entry -> text.append(entry.file())
                .append(' ')
                .append(HASH)
                .append(entry.hash())
                .append('\n'));
        return text.toString();
    }

    private String total() {
        MessageDigest digest = sha256();
        entries.forEach(entry -> {
            digest.update(entry.file().getBytes(StandardCharsets.UTF_8));
            digest.update(entry.hash().getBytes(StandardCharsets.UTF_8));
        });
        return base64(digest);
    }

    private static String base64(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
