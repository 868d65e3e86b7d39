package dev.whimbrel.examples.solesonic;

import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** The service. That its database is migrated when it starts needs no line here. */
@SpringBootApplication(proxyBeanMethods = false)
public class SolesonicApplication {

    public static void main(String[] args) {
        SpringApplication.run(SolesonicApplication.class, args);
    }

    @Bean(destroyMethod = "close")
    dev.whimbrel.embedding.EmbeddingModel localModel() {
        return EmbeddingModels.open(ModelSettings.of("all-MiniLM-L6-v2"));
    }

    @Bean
    EmbeddingModel embeddingModel(dev.whimbrel.embedding.EmbeddingModel localModel) {
        return new LocalEmbeddingModel(localModel);
    }

    /** Makes no table: the migrations have made it before anything can ask for this. */
    @Bean
    VectorStore vectorStore(JdbcTemplate jdbc, EmbeddingModel model) {
        return PgVectorStore.builder(jdbc, model)
                .dimensions(model.dimensions())
                .vectorTableName("vector_store")
                .initializeSchema(false)
                .build();
    }
}
