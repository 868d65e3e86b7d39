package dev.whimbrel.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Actuator tells of migrations: an endpoint and a health contribution, both called {@code whimbrel}. */
@AutoConfiguration(after = WhimbrelAutoConfiguration.class)
@ConditionalOnBean(WhimbrelFactory.class)
public final class WhimbrelActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Endpoints {

        @Bean
        @ConditionalOnAvailableEndpoint
        WhimbrelEndpoint whimbrelEndpoint(WhimbrelFactory factory) {
            return new WhimbrelEndpoint(factory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class Healths {

        @Bean
        @ConditionalOnEnabledHealthIndicator("whimbrel")
        HealthIndicator whimbrelHealthIndicator(WhimbrelFactory factory) {
            return new WhimbrelHealthIndicator(factory);
        }
    }
}
