#!/usr/bin/env python3
"""Runs pycompile-worker's actions on a real server of the Remote Execution API: what comes back is what is made here.

    scripts/check_buildgrid.py [--modules N] PROGRAM

The server is BuildGrid, which a virtual environment in target/buildgrid gets from PyPI, with a PostgreSQL of its own;
the machines that run actions are two bots of this script (BuildGrid's own needs programs that are nowhere to be had).
Bazel sends them the actions of examples/bazel for modules of an interpreter's library, and all sha256 sums must be
those of the same actions run here. What is missing (Bazel, PostgreSQL, BuildGrid) is said, and it ends well.
"""

import argparse
import contextlib
import hashlib
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import check_bazel

VERSION = "0.4.4"
DATABASE = "buildgrid"

# One instance without a name, with everything in one process.
CONFIGURATION = """
server:
  - !channel
    address: "127.0.0.1:{port}"
    insecure-mode: true
connections:
  - !sql-connection &sql
    connection-string: {database}
    pool-size: 5
    pool-timeout: 30
    max-overflow: 10
storages:
  - !disk-storage &storage
    path: ./cas
caches:
  - !lru-action-cache &cache
    storage: *storage
    max-cached-refs: 4096
    allow-updates: true
    cache-failed-actions: false
schedulers:
  - !sql-scheduler &scheduler
    sql: *sql
    action-cache: *cache
    storage: *storage
    property-set: !dynamic-property-set
      match-property-keys: [OSFamily]
    max-execution-timeout: 600
    assigners:
      - !priority-age-assigner
        count: 1
        interval: 0.1
instances:
  - name: ""
    services:
      - !action-cache
        cache: *cache
      - !execution
        scheduler: *scheduler
      - !cas
        storage: *storage
      - !bytestream
        storage: *storage
thread-pool-size: 30
"""

# A machine that runs actions: it asks for one, makes its input root in a fresh directory, runs the command with nothing
# but its own environment, stores what it wrote, and says what came of it.
BOT = '''
import os, subprocess, sys, tempfile, time
import grpc
from buildgrid._protos.build.bazel.remote.execution.v2 import remote_execution_pb2 as execution
from buildgrid._protos.google.devtools.remoteworkers.v1test2 import bots_pb2, bots_pb2_grpc
from buildgrid.server.client.cas import download, upload

channel = grpc.insecure_channel(sys.argv[1])
bots = bots_pb2_grpc.BotsStub(channel)
PENDING, ACTIVE, COMPLETED, CANCELLED = (
    bots_pb2.LeaseState.Value(name) for name in ("PENDING", "ACTIVE", "COMPLETED", "CANCELLED"))

def action_of(payload, cas):
    if payload.Is(execution.Action.DESCRIPTOR):
        action = execution.Action()
        payload.Unpack(action)
        return action
    digest = execution.Digest()
    payload.Unpack(digest)
    return cas.get_message(digest, execution.Action())

def run(payload):
    result = execution.ActionResult()
    with tempfile.TemporaryDirectory(prefix="action-") as root:
        with download(channel, instance="") as cas:
            action = action_of(payload, cas)
            command = cas.get_message(action.command_digest, execution.Command())
            cas.download_directory(action.input_root_digest, root)
        directory = os.path.join(root, command.working_directory)
        outputs = list(command.output_paths) or list(command.output_files)
        for output in outputs:
            os.makedirs(os.path.dirname(os.path.join(directory, output)), exist_ok=True)
        environment = {variable.name: variable.value for variable in command.environment_variables}
        done = subprocess.run(list(command.arguments), cwd=directory, env=environment, capture_output=True)
        result.exit_code, result.stdout_raw, result.stderr_raw = done.returncode, done.stdout, done.stderr
        with upload(channel, instance="") as cas:
            for output in outputs:
                path = os.path.join(directory, output)
                if os.path.isfile(path):
                    file = result.output_files.add(path=output, is_executable=os.access(path, os.X_OK))
                    file.digest.CopyFrom(cas.upload_file(path, queue=False))
    return result

session = bots_pb2.BotSession(bot_id=f"bot-{os.getpid()}", status=1)
session.worker.devices.add(handle="here").properties.add(key="OSFamily", value="linux")
request = bots_pb2.CreateBotSessionRequest(parent="", bot_session=session)
session = bots.CreateBotSession(request, timeout=60, wait_for_ready=True)
count = 0
while True:
    for lease in session.leases:
        if lease.state in (PENDING, ACTIVE):
            try:
                lease.result.Pack(run(lease.payload))
                lease.status.code = 0
                count += 1
                print(count, flush=True)
            except Exception as error:
                print(repr(error), file=sys.stderr, flush=True)
                lease.status.code, lease.status.message = 13, repr(error)
            lease.state = COMPLETED
        elif lease.state != COMPLETED:
            lease.state = CANCELLED
    try:
        request = bots_pb2.UpdateBotSessionRequest(name=session.name, bot_session=session)
        session = bots.UpdateBotSession(request, timeout=15)
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.DEADLINE_EXCEEDED:
            print(repr(error), file=sys.stderr, flush=True)
            time.sleep(1)
'''


def skip(what):
    print(f"{what}: no action was run by a server")
    sys.exit()


def buildgrid():
    """The directory of BuildGrid's programs."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", check_bazel.ROOT / "target")).resolve()
    environment = target / "buildgrid"
    if not (environment / "bin/bgd").exists():
        install = [environment / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", environment],
            [*install, f"buildgrid[database]=={VERSION}"],
        ):
            if subprocess.run(command).returncode != 0:
                skip("BuildGrid could not be installed")
    return environment / "bin"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(port, what):
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    check_bazel.fail(f"{what} does not answer")


@contextlib.contextmanager
def process(command, log, **options):
    """A process that ends with the block, with all that it started."""
    with open(log, "wb") as output:
        streams = {"stdout": output, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
        started = subprocess.Popen(command, start_new_session=True, **streams, **options)
    try:
        yield started
    finally:
        # What it started is in its session.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


@contextlib.contextmanager
def postgres(programs, directory):
    """A database server of our own. It does not run as root."""
    # Where other users can go, too.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    directory.mkdir()
    as_user = {}
    if os.geteuid() == 0:
        entry = pwd.getpwnam(user)
        os.chown(directory, entry.pw_uid, entry.pw_gid)
        as_user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    port = free_port()

    def run(*command):
        environment = {**os.environ, "HOME": str(directory)}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=directory, env=environment, **as_user)

    run(programs / "initdb", "--auth=trust", f"--username={user}", "--no-sync", directory / "data")
    options = ["-D", directory / "data", "-p", str(port), "-h", "127.0.0.1", "-k", directory, "-F"]
    with process([programs / "postgres", *options], directory.parent / "postgres.log", cwd=directory, **as_user):
        wait_for(port, "PostgreSQL")
        for _ in range(100):
            with contextlib.suppress(subprocess.CalledProcessError):
                run(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", user, DATABASE)
                break
            time.sleep(0.2)
        yield user, port


def sums(files):
    return {name: hashlib.sha256(pyc).hexdigest() for name, pyc in files.items()}


def main():
    parser = argparse.ArgumentParser(description="Check pycompile-worker on a server of the Remote Execution API.")
    parser.add_argument("--modules", type=int, default=100)
    parser.add_argument("program", type=pathlib.Path)
    arguments = parser.parse_args()
    bazel_program = shutil.which("bazel")
    if not bazel_program:
        skip("no bazel (Debian has it: apt-get install bazel-bootstrap)")
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        skip("no PostgreSQL (Debian has it: apt-get install postgresql)")
    programs = buildgrid()
    python = check_bazel.Python(check_bazel.interpreter())
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as running:
        base = pathlib.Path(temporary).resolve()
        base.chmod(0o755)
        workspace = base / "workspace"
        names = check_bazel.modules(python, arguments.modules)
        check_bazel.write_workspace(workspace, python, names, arguments.program.resolve())
        user, database_port = running.enter_context(postgres(found[-1].parent, base / "postgres"))
        port = free_port()
        database = f"postgresql+psycopg2://{user}@127.0.0.1:{database_port}/{DATABASE}"
        migrate = [programs / "bgd", "migrate", "apply", database]
        subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=base)
        (base / "server.yml").write_text(CONFIGURATION.format(port=port, database=database))
        (base / "bot.py").write_text(BOT)
        server = [programs / "bgd", "server", "start", base / "server.yml"]
        running.enter_context(process(server, base / "server.log", cwd=base))
        wait_for(port, "BuildGrid")
        address = f"127.0.0.1:{port}"
        bots = [base / f"bot{number}.log" for number in range(2)]
        for log in bots:
            running.enter_context(process([programs / "python", base / "bot.py", address], log, cwd=base))
        bazel = check_bazel.Bazel(bazel_program, workspace, base / "bazel")
        try:
            _, said = bazel.build("//lib:by_ours", ["--config=local"])
            here = sums(bazel.outputs())
            bazel.run("clean")
            flags = ["--config=remote", f"--remote_executor=grpc://{address}", "--jobs=8", "--remote_timeout=120"]
            code, said = bazel.build("//lib:by_ours", flags, check=False)
            logs = "\n".join(log.read_text()[-1000:] for log in [*bots, base / "server.log"])
            if code != 0:
                check_bazel.fail(f"remote:\n{said[-3000:]}\n{logs}")
            there = sums(bazel.outputs())
            ran = re.search(r"\b(\d+) remote\b", said)
            if not ran or int(ran.group(1)) != len(names) or len(here) != len(names):
                check_bazel.fail(f"not {len(names)} actions were run by the server:\n{said[-3000:]}")
            if here != there:
                check_bazel.fail(f"other files than here: {check_bazel.differing(here, there)[:3]}")
            of_bots = [len(log.read_text().split()) for log in bots]
            print(f"{len(names)} actions, {' and '.join(map(str, of_bots))} of them on two bots, in "
                  f"{check_bazel.times(said):.1f} s: every sha256 is that of the file made here")
        finally:
            bazel.run("shutdown", check=False)
            subprocess.run(["chmod", "-R", "u+w", base / "bazel"], check=False)


main()
