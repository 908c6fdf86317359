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
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;

/** Git over HTTP, for any git client: {@code /v1/repos/<name>}, as at CodeCommit's own address. */
final class GitDoor {
    static final String PATH = "/v1/repos/";

    private static final String CALLER = GitDoor.class.getName() + ".caller";
    private static final String REPOSITORY = GitDoor.class.getName() + ".repository";
    private final GitGuard guard;
    private final RepositoryTable repositories;
    private final GitStore git;
    private final Pushes pushes;

    GitDoor(GitGuard guard, RepositoryTable repositories, GitStore git, Pushes pushes) {
        this.guard = guard;
        this.repositories = repositories;
        this.git = git;
        this.pushes = pushes;
    }

    Handler handler() {
        GitServlet servlet = new GitServlet();
        servlet.setAsIsFileService(AsIsFileService.DISABLED);
        // the servlet closes what it gets
        servlet.setRepositoryResolver(
                (request, name) -> git.lend(repository(request).id()));
        servlet.setReceivePackFactory((request, opened) ->
                pushes.receive((Caller) request.getAttribute(CALLER), repository(request), opened));
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new Entry()), PATH + "*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder("git", servlet), PATH + "*");
        return context;
    }

    private static StoredRepository repository(HttpServletRequest request) {
        return (StoredRepository) request.getAttribute(REPOSITORY);
    }

    /** Lets in who has signed for a repository that exists, and says to everybody else what is wrong. */
    private final class Entry extends HttpFilter {
        private static final long serialVersionUID = 1L;
        private static final String RECEIVE = "git-receive-pack";

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain next)
                throws IOException, ServletException {
            String name = request.getRequestURI().substring(PATH.length()).split("/", 2)[0];
            try {
                Caller caller = guard.admit(
                        Optional.ofNullable(request.getHeader("Authorization")), request.getServerName(), name);
                StoredRepository repository = repositories
                        .find(caller.scope(), name)
                        .orElseThrow(
                                () -> GitRefusal.missing(name, caller.scope().region()));
                guard.permit(caller, name, isPush(request));
                request.setAttribute(CALLER, caller);
                request.setAttribute(REPOSITORY, repository);
            } catch (GitRefusal refusal) {
                say(response, refusal);
                return;
            }
            next.doFilter(request, response);
        }

        /** A push asks for the references of its service first. */
        private static boolean isPush(HttpServletRequest request) {
            return request.getRequestURI().endsWith(RECEIVE) || ("service=" + RECEIVE).equals(request.getQueryString());
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
