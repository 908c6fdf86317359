package dev.fargatecd.local;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Makes clients that call a service as somebody: each method that the service itself has runs in a {@link Caller.Turn}
 * once the {@link Guard} has let it pass;
 * the interface's default methods run on the client, so that what they call in turn is made as the same caller.
 *
 * <p>A {@code java.lang.reflect.Proxy} does the same and loads every class that the interface mentions: six seconds for
 * EC2's 3,000 methods. The classes written here have the service's own few methods and load nothing before it is called.
 */
final class BoundClients {
    private static final Type CALLER = Type.getType(Caller.class);
    private static final Type TURN = Type.getType(Caller.Turn.class);
    private static final Type CLIENT = Type.getType(SdkClient.class);
    private static final Type SELF = Type.getObjectType(Type.getInternalName(BoundClients.class) + "$Bound");
    private static final Type GUARD = Type.getType(Guard.class);
    private static final Method CONSTRUCTOR = new Method("<init>", Type.VOID_TYPE, new Type[] {CLIENT, CALLER, GUARD});
    private static final Method ADMIT =
            new Method("admit", Type.VOID_TYPE, new Type[] {CALLER, Type.getType(SdkPojo.class)});
    private static final Method BEGIN = new Method("begin", TURN, new Type[0]);
    private static final Method END = Method.getMethod("void end()");

    private final Map<Class<?>, MethodHandle> constructors = new ConcurrentHashMap<>();

    private final Guard guard;

    /** @param guard asked before each call */
    BoundClients(Guard guard) {
        this.guard = guard;
    }

    /** A client of that service for one caller; closing it does not close the service. */
    <C extends SdkClient> C bind(Class<C> api, SdkClient service, Caller caller) {
        MethodHandle constructor =
                constructors.computeIfAbsent(service.getClass(), implementation -> define(api, implementation));
        try {
            return api.cast((SdkClient) constructor.invokeExact(service, caller, guard));
        } catch (Throwable impossible) {
            throw new IllegalStateException("no client for " + api.getName(), impossible);
        }
    }

    private static MethodHandle define(Class<?> api, Class<?> service) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object"; // without loading either
            }
        };
        out.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                SELF.getInternalName(),
                null,
                "java/lang/Object",
                new String[] {Type.getInternalName(api)});
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "service", CLIENT.getDescriptor(), null, null);
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "caller", CALLER.getDescriptor(), null, null);
        out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "guard", GUARD.getDescriptor(), null, null);
        constructor(out);
        for (Class<?> type = service; type != null && type != Object.class; type = type.getSuperclass()) {
            forward(type, Type.getType(api), out);
        }
        out.visitEnd();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(out.toByteArray(), true);
            return lookup.findConstructor(
                            lookup.lookupClass(),
                            MethodType.methodType(void.class, SdkClient.class, Caller.class, Guard.class))
                    .asType(MethodType.methodType(SdkClient.class, SdkClient.class, Caller.class, Guard.class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no client for " + api.getName(), impossible);
        }
    }

    private static void constructor(ClassWriter out) {
        GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, CONSTRUCTOR, null, null, out);
        code.loadThis();
        code.invokeConstructor(Type.getType(Object.class), Method.getMethod("void <init>()"));
        code.loadThis();
        code.loadArg(0);
        code.putField(SELF, "service", CLIENT);
        code.loadThis();
        code.loadArg(1);
        code.putField(SELF, "caller", CALLER);
        code.loadThis();
        code.loadArg(2);
        code.putField(SELF, "guard", GUARD);
        code.returnValue();
        code.endMethod();
    }

    /** Writes a method for each public one of the service; its class file tells them without loading their types. */
    private static void forward(Class<?> service, Type client, ClassWriter out) {
        try (InputStream in = Objects.requireNonNull(
                service.getResourceAsStream(
                        service.getName().substring(service.getPackageName().length() + 1) + ".class"),
                service.getName())) {
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public @org.jspecify.annotations.Nullable MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        @org.jspecify.annotations.Nullable String signature,
                                        String @org.jspecify.annotations.Nullable [] exceptions) {
                                    int skipped = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
                                    boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
                                    if (isPublic && (access & skipped) == 0 && !name.equals("<init>")) {
                                        forward(new Method(name, descriptor), client, out);
                                    }
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void forward(Method method, Type client, ClassWriter out) {
        GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, out);
        if (method.equals(Method.getMethod("void close()"))) {
            code.returnValue();
            code.endMethod();
            return;
        }
        int turn = code.newLocal(TURN);
        code.loadThis();
        code.getField(SELF, "caller", CALLER);
        code.invokeVirtual(CALLER, BEGIN);
        code.storeLocal(turn);
        Label from = code.mark();
        if (takesRequest(method)) {
            code.loadThis();
            code.getField(SELF, "guard", GUARD);
            code.loadThis();
            code.getField(SELF, "caller", CALLER);
            code.loadArg(0);
            code.invokeInterface(GUARD, ADMIT);
        }
        code.loadThis();
        code.getField(SELF, "service", CLIENT);
        code.checkCast(client);
        code.loadArgs();
        code.invokeInterface(client, method);
        Label to = code.mark();
        code.loadLocal(turn);
        code.invokeVirtual(TURN, END);
        code.returnValue();
        code.catchException(from, to, null);
        code.loadLocal(turn);
        code.invokeVirtual(TURN, END);
        code.throwException();
        code.endMethod();
    }

    /** An operation's method, and not {@code serviceName()} or {@code waiter()}. */
    private static boolean takesRequest(Method method) {
        Type[] arguments = method.getArgumentTypes();
        return arguments.length > 0 && arguments[0].getClassName().matches(".+\\.model\\.\\w+Request");
    }
}
