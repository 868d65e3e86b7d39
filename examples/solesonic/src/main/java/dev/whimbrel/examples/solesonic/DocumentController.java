package dev.whimbrel.examples.solesonic;

import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes documents, and finds those that are about something. */
@RestController
@RequestMapping("/documents")
final class DocumentController {

    private final VectorStore store;

    DocumentController(VectorStore store) {
        this.store = store;
    }

    @PostMapping(consumes = "text/plain")
    @ResponseStatus(HttpStatus.CREATED)
    void add(@RequestBody String text) {
        store.add(List.of(new Document(text, Map.of("source", "api"))));
    }

    @GetMapping(produces = "text/plain")
    String about(@RequestParam("about") String question) {
        return store
                .similaritySearch(
                        SearchRequest.builder().query(question).topK(1).build())
                .stream()
                .map(Document::getText)
                .findFirst()
                .orElse("nothing is known")
                .concat("\n");
    }
}
