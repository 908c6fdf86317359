package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.resolver.ServiceNotEnabledException;

/** Git over HTTP, for any git client: {@code /v1/repos/<name>}, as at CodeCommit's own address. */
final class GitDoor {
    static final String PATH = "/v1/repos/";

    private static final String CALLER = GitDoor.class.getName() + ".caller";
    private static final String REPOSITORY = GitDoor.class.getName() + ".repository";
    /** References in one push: https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html */
    private static final int MOST_REFERENCES = 4000;
    /** Bytes of one blob, from the same page. */
    private static final long LARGEST_BLOB = 2L << 30;

    private final GitGuard guard;
    private final RepositoryTable repositories;
    private final GitStore git;
    private final References references;

    GitDoor(GitGuard guard, RepositoryTable repositories, GitStore git, References references) {
        this.guard = guard;
        this.repositories = repositories;
        this.git = git;
        this.references = references;
    }

    Handler handler() {
        GitServlet servlet = new GitServlet();
        servlet.setAsIsFileService(AsIsFileService.DISABLED);
        servlet.setRepositoryResolver((request, name) -> {
            Repository repository = git.get(repository(request).id());
            repository.incrementOpen(); // the servlet closes what it gets
            return repository;
        });
        servlet.setReceivePackFactory(this::receive);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new Entry()), PATH + "*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder("git", servlet), PATH + "*");
        return context;
    }

    private static StoredRepository repository(HttpServletRequest request) {
        return (StoredRepository) request.getAttribute(REPOSITORY);
    }

    private ReceivePack receive(HttpServletRequest request, Repository opened) throws ServiceNotEnabledException {
        Caller caller = (Caller) request.getAttribute(CALLER);
        StoredRepository repository = repository(request);
        ReceivePack receive = new ReceivePack(opened);
        receive.setAllowCreates(true);
        receive.setAllowDeletes(true);
        receive.setAllowNonFastForwards(true);
        receive.setMaxObjectSizeLimit(LARGEST_BLOB);
        // Also keeps paths such as ../x and .git/hooks/x out of every checkout that is made of this repository.
        receive.setObjectChecker(
                new ObjectChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true));
        receive.setPreReceiveHook((pack, commands) -> {
            StoredRepository now =
                    repositories.find(caller.scope(), repository.name()).orElse(repository);
            commands.forEach(command -> refusal(now, command, commands)
                    .ifPresent(reason -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason)));
        });
        receive.setPostReceiveHook((pack, commands) -> report(pack, caller, repository, commands));
        return receive;
    }

    /** Why a reference may not be changed so, or empty where it may. */
    private static Optional<String> refusal(
            StoredRepository repository, ReceiveCommand command, Collection<ReceiveCommand> all) {
        String name = command.getRefName();
        if (all.size() > MOST_REFERENCES) {
            return Optional.of("a push changes at most " + MOST_REFERENCES + " references");
        }
        if (!name.startsWith(Constants.R_HEADS) && !name.startsWith(Constants.R_TAGS)) {
            return Optional.of("only branches and tags can be pushed");
        }
        boolean isDefault = repository
                .defaultBranch()
                .filter(branch -> name.equals(Constants.R_HEADS + branch))
                .isPresent();
        return isDefault && command.getType() == ReceiveCommand.Type.DELETE
                ? Optional.of("the default branch can't be deleted; make another the default first")
                : Optional.empty();
    }

    private void report(
            ReceivePack pack, Caller caller, StoredRepository repository, Collection<ReceiveCommand> commands) {
        List<ReferenceChange> changes = commands.stream()
                .filter(command -> command.getResult() == ReceiveCommand.Result.OK)
                .map(command -> ReferenceChange.of(command.getRefName(), command.getOldId(), command.getNewId()))
                .toList();
        references.changed(caller, repository, changes);
        changes.forEach(change -> pack.sendMessage("CodeCommit has " + change.type() + " " + change.name()
                + change.after().map(id -> " at " + id.name()).orElse(" no more")
                + "; EventBridge is told."));
    }

    /** Lets in who has signed for a repository that exists, and says to everybody else what is wrong. */
    private final class Entry extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain next)
                throws IOException, ServletException {
            String name = request.getRequestURI().substring(PATH.length()).split("/", 2)[0];
            try {
                Caller caller = guard.admit(
                        Optional.ofNullable(request.getHeader("Authorization")), request.getServerName(), name);
                StoredRepository repository = repositories
                        .find(caller.scope(), name)
                        .orElseThrow(() -> new GitRefusal(
                                HttpServletResponse.SC_NOT_FOUND,
                                "CodeCommit has no repository " + name + " in "
                                        + caller.scope().region()
                                        + "; make it: aws codecommit create-repository --repository-name " + name));
                request.setAttribute(CALLER, caller);
                request.setAttribute(REPOSITORY, repository);
            } catch (GitRefusal refusal) {
                say(response, refusal);
                return;
            }
            next.doFilter(request, response);
        }

        /** Git shows the body of an error to its user if it is plain text. */
        private static void say(HttpServletResponse response, GitRefusal refusal) throws IOException {
            response.setStatus(refusal.status());
            if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"git\"");
            }
            response.setContentType("text/plain");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().println(refusal.getMessage());
        }
    }
}
