package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Things;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.MemoryStore;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Work;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.iam.IamClient;

/** CloudFormation alone, over {@link Things}: every way of an operation can be brought about, and nothing else runs. */
final class ScriptedCloud implements Clients, AutoCloseable {
    private static final Scope SCOPE = new Scope("111122223333", "us-east-1");
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Things things = new Things();
    private final Ids ids = new Ids(new Random(7));
    private final Journal journal = new Journal(Clock.systemUTC(), ids);
    private final Work work = new Work();
    private final MemoryStore store = new MemoryStore();
    private final Engine engine;
    private final CloudFormationService service;
    private final StackDriver stacks;

    ScriptedCloud() {
        CloudContext context = new CloudContext(
                this,
                store,
                journal,
                new AccessKeys(store),
                work,
                ids,
                Clock.systemUTC(),
                Path.of("unused"),
                () -> URI.create("http://127.0.0.1"));
        engine = Engine.of(context, things.types(), new ThingFacts());
        service = new CloudFormationService(engine);
        stacks = new StackDriver(as(caller(), CloudFormationClient.class));
    }

    Things things() {
        return things;
    }

    StackDriver stacks() {
        return stacks;
    }

    Engine engine() {
        return engine;
    }

    Caller caller() {
        return new Caller(Principal.root(SCOPE.account()), SCOPE);
    }

    /** Lets the things of that label be ready, and waits for nothing. */
    void release(String label) {
        things.release(label);
        journal.append(SCOPE, "local.test", "Thing Released", List.of(), Map.of("label", label));
    }

    /** Waits until the condition answers something; it is asked after each event. */
    <T> T until(String what, Supplier<Optional<T>> condition) {
        try {
            return journal.until(what, BOUND, condition).get();
        } catch (InterruptedException | ExecutionException inVain) {
            throw new AssertionError(inVain);
        }
    }

    /** Waits until the stack's events contain the text, as the story tells them. */
    void untilTold(String stack, String text) {
        until(text, () -> Optional.of(stacks.story(stack)).filter(story -> story.contains(text)));
    }

    @Override
    public <C extends SdkClient> C as(Caller caller, Class<C> api) {
        Object target = api == IamClient.class ? new Object() : service;
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                var implemented = target.getClass().getMethod(method.getName(), method.getParameterTypes());
                if (!implemented.getDeclaringClass().isInterface()) {
                    return caller.call(() -> {
                        try {
                            return implemented.invoke(target, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw (Exception) thrown.getCause();
                        }
                    });
                }
            } catch (NoSuchMethodException notThere) {
                throw new UnsupportedOperationException(notThere);
            }
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        };
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, handler));
    }

    @Override
    public RoleSession assumeRole(
            String serviceHost, Scope scope, String roleArn, String sessionName, Optional<String> sourceArn) {
        throw new UnsupportedOperationException("no roles here");
    }

    @Override
    public Guard guard() {
        return Guard.NONE;
    }

    @Override
    public void close() {
        service.close();
        work.close();
        journal.close();
    }

    /** The facts of {@link Things}: a new label or name makes a new thing. */
    private static final class ThingFacts implements TypeFacts {
        private static final Set<String> PROPERTIES =
                Set.of("Label", "Name", "Size", "Colour", "Fails", "Waits", "Uses", "Gone", "Tags");

        @Override
        public boolean isKnown(String type) {
            return type.equals(Things.TYPE);
        }

        @Override
        public Recreation recreation(String type, String property, JsonNode before, JsonNode after) {
            return property.equals("Label") || property.equals("Name") ? Recreation.ALWAYS : Recreation.NEVER;
        }

        @Override
        public Properties coerced(String type, Properties properties) {
            return properties;
        }

        @Override
        public Properties tagged(String type, Properties properties, Map<String, String> tags) {
            return properties.tagged(tags);
        }

        @Override
        public boolean hasAttribute(String type, String attribute) {
            return Set.of("Size", "Id", "Weight").contains(attribute);
        }

        @Override
        public Optional<String> fault(String type, Properties properties) {
            return properties.names().stream()
                    .filter(name -> !PROPERTIES.contains(name))
                    .findFirst()
                    .map(name -> "#: extraneous key [" + name + "] is not permitted");
        }
    }
}
