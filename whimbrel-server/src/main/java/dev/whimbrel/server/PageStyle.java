package dev.whimbrel.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the page looks. Browsers apply it because they are told its checksum, and nothing else. */
final class PageStyle {

    static final String TEXT = """
            :root { color-scheme: light dark; --ink: #1c2326; --paper: #f7f6f2; --card: #fff; --line: #d9d6cd;
              --faint: #6a6f72; --good: #1c6b3a; --bad: #a8231c; --note: #8a5a00; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e6e3; --paper: #15191b; --card: #1d2326;
              --line: #343c40; --faint: #98a0a3; --good: #6cc48c; --bad: #ff8a80; --note: #e3b341; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--paper); color: var(--ink);
              font: 1rem/1.5 system-ui, sans-serif; }
            header, h2 { display: flex; align-items: center; gap: .75rem; flex-wrap: wrap; }
            h1 { font-size: 1.25rem; margin: 0; }
            h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
            small, footer, th, dt { color: var(--faint); font-weight: normal; font-size: .875rem; }
            section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
              padding: 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
            .badge { border: 1px solid; border-radius: 1rem; padding: 0 .6rem; font-size: .875rem; font-weight: normal; }
            .good { color: var(--good); } .bad { color: var(--bad); } .note { color: var(--note); }
            .faint { color: var(--faint); }
            .problems { color: var(--bad); padding-left: 1.25rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .925rem; }
            th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line);
              vertical-align: top; }
            td { overflow-wrap: normal; }
            summary { cursor: pointer; color: var(--faint); margin-top: .75rem; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 0; }
            dd { margin: 0; }
            a { color: inherit; }
            """;

    /** The rule for browsers: this style, no script, nothing from anywhere, in nobody's frame. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + checksum()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageStyle() {}

    private static String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
