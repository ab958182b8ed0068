package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class HostBeansTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HostBeans beans = new HostBeans(context, SyncNames.of("emea"));

    @Test
    void aMissingComponentIsNamedWithItsDependency() {
        assertThatIllegalStateException()
                .isThrownBy(() -> beans.requireComponent("nosuch", "camel-nosuch", "the schedule is a cron expression"))
                .withMessage("the schedule is a cron expression, which needs the component nosuch: add the dependency"
                        + " org.apache.camel:camel-nosuch (Quarkus: camel-quarkus-nosuch)");
        assertThatCode(() -> beans.requireComponent("quartz", "camel-quartz", "the schedule is a cron expression"))
                .doesNotThrowAnyException();
    }

    @Test
    void aComponentIsStartedInAContextThatRuns() {
        context.start();

        beans.requireCron();

        Assertions.assertThat(context.getComponent("quartz", QuartzComponent.class).getScheduler())
                .as("the scheduler, which the component makes at its start")
                .isNotNull();
        context.stop();
    }

    @Test
    void severalPoliciesOfWhichNoneHasCamelsNameAreAQuestion() {
        context.getRegistry().bind("one", policy());
        Assertions.assertThat(beans.policy()).isNotNull();
        context.getRegistry().bind("two", policy());

        assertThatIllegalStateException().isThrownBy(beans::policy).withMessageContaining("several");
    }

    @Test
    void aTransactionManagerOfSpringIsEnough() {
        context.getRegistry().bind("manager", manager());

        Assertions.assertThat(beans.policy()).isInstanceOf(SpringTransactionPolicy.class);
    }

    @Test
    void theTimeoutOfAPolicyIsFound() {
        TransactionTemplate template = new TransactionTemplate(manager());
        template.setTimeout(60);

        Assertions.assertThat(TransactionTimeout.of(new SpringTransactionPolicy(template)))
                .get()
                .satisfies(timeout -> {
                    Assertions.assertThat(timeout.limit()).isEqualTo(Duration.ofSeconds(60));
                    Assertions.assertThat(timeout.isShort()).isTrue();
                });
        Assertions.assertThat(TransactionTimeout.of(policy())).isEmpty();
    }

    private static SpringTransactionPolicy policy() {
        return new SpringTransactionPolicy(manager());
    }

    private static DataSourceTransactionManager manager() {
        return new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:duckdb:"));
    }
}
