defmodule Puppet do
  @moduledoc "A process of a scenario. It does what the director says, one step after the other, and nothing else."

  @doc "The loop. With a parent it ends when that one tells it to, as a server does that traps exits."
  def loop(director, parent \\ nil) do
    receive do
      {:"$step", number, name, arguments, env} ->
        case run(name, arguments, env, director) do
          {:return, value} -> value
          outcome ->
            send(director, {:done, self(), number, outcome})
            loop(director, parent)
        end

      {:EXIT, ^parent, reason} ->
        send(director, {:terminates, self(), parent, reason})
        exit(reason)
    end
  end

  defp run(:exit, [reason], env, _), do: exit(Term.value(reason, env))
  defp run(:error, [reason], env, _), do: :erlang.error(Term.value(reason, env))
  defp run(:throw, [value], env, _), do: throw(Term.value(value, env))
  defp run(:return, [], _env, _), do: {:return, :ok}
  defp run(:return, [value], env, _), do: {:return, Term.value(value, env)}

  defp run(name, arguments, env, director) do
    case act(name, arguments, env, director) do
      {:bind, value, bindings} -> {:ok, value, bindings}
      value -> {:ok, value, %{}}
    end
  catch
    # Not rescue: that would load Elixir's exceptions, for which a process waits that the director does not know.
    kind, reason -> {:raised, kind, reason}
  end

  defp act(:spawn, [{:var, _, name}], _env, director) do
    pid = spawn(fn -> loop(director) end)
    {:bind, pid, %{name => pid}}
  end

  defp act(:spawn_link, [{:var, _, name}], _env, director) do
    pid = spawn_link(fn -> loop(director) end)
    {:bind, pid, %{name => pid}}
  end

  defp act(:spawn_monitor, [{:var, _, name}, {:var, _, ref_name}], _env, director) do
    {pid, ref} = spawn_monitor(fn -> loop(director) end)
    {:bind, {pid, ref}, %{name => pid, ref_name => ref}}
  end

  defp act(:supervisor, [{:var, _, name}, flags, children], env, director) do
    bind_started(name, Tree.start_static(director, Term.value(flags, env), Term.value(children, env)))
  end

  defp act(:dynamic_supervisor, [{:var, _, name}, flags], env, _director) do
    bind_started(name, Tree.start_dynamic(Term.value(flags, env)))
  end

  defp act(:server, [{:var, _, name}, clauses], env, director), do: bind_started(name, Server.start(director, name, Term.value(clauses, env)))

  defp act(:machine, [{:var, _, name}, mode, clauses], env, director),
    do: bind_started(name, Machine.start(director, name, Term.value(mode, env), Term.value(clauses, env)))

  defp act(:async, [task, process], _env, director), do: bind_task(task, process, Data.async(director))
  defp act(:async_nolink, [task, process, supervisor], env, director), do: bind_task(task, process, Data.async_nolink(Term.value(supervisor, env), director))
  defp act(:start_task, [{:var, _, name}, supervisor], env, director), do: bind_started(name, Data.start_task(Term.value(supervisor, env), director))
  defp act(:task_supervisor, [{:var, _, name}], _env, _director), do: bind_started(name, Task.Supervisor.start_link())
  defp act(:agent, [{:var, _, name}, state], env, _director), do: bind_started(name, start_agent(Term.value(state, env)))

  defp act(:registry, [{:var, _, name}, registry, keys], env, _director),
    do: bind_started(name, Registry.start_link(keys: Term.value(keys, env), name: Term.value(registry, env)))

  defp act(:registry, [{:var, _, name}, registry, keys, listeners], env, _director),
    do: bind_started(name, Registry.start_link(keys: Term.value(keys, env), name: Term.value(registry, env), listeners: Term.value(listeners, env)))

  defp act(:ets_new, [{:var, _, name}, table, options], env, _director) do
    table = :ets.new(Term.value(table, env), Term.value(options, env))
    {:bind, table, %{name => table}}
  end

  defp act(:start_child, [supervisor, child], env, director),
    do: Tree.start_child(Term.value(supervisor, env), Term.value(child, env), director)

  # What catch does in Erlang; to oneself, too, exit/2 sends a signal.
  defp act(:catch_exit, arguments, env, _) do
    try do
      apply(:erlang, :exit, Enum.map(arguments, &Term.value(&1, env)))
    catch
      :exit, reason -> {:EXIT, reason}
    end
  end

  defp act(:recv, [pattern], env, _), do: take(pattern, env, :infinity)
  defp act(:recv, [pattern, timeout], env, _), do: take(pattern, env, Term.value(timeout, env))
  defp act(name, arguments, env, _), do: bif(name, Enum.map(arguments, &Term.value(&1, env)))

  defp bind_task({:var, _, name}, {:var, _, process}, task), do: {:bind, task, %{process => task.pid, name => task}}

  defp start_agent({:raise, reason}), do: Agent.start_link(fn -> :erlang.error(reason) end)
  defp start_agent(state), do: Agent.start_link(fn -> state end)

  defp bind_started(name, {:ok, pid}), do: {:bind, {:ok, pid}, %{name => pid}}
  defp bind_started(_name, failed), do: failed

  defp take(pattern, env, timeout) do
    case :prim_eval.receive(&wanted(pattern, &1, env), timeout) do
      {:taken, message, bindings} -> {:bind, message, bindings}
      _ -> :timeout
    end
  end

  defp wanted(_pattern, {:"$step", _, _, _, _}, _env), do: :nomatch

  defp wanted(pattern, message, env) do
    case Term.match(pattern, message, env) do
      nil -> :nomatch
      bindings -> {:taken, message, Map.drop(bindings, Map.keys(env))}
    end
  end

  # Erlang's functions; what differs from run to run is left out of what they return.
  defp bif(:trap_exit, [flag]), do: :erlang.process_flag(:trap_exit, flag)
  defp bif(:monitor, [object]), do: :erlang.monitor(:process, object)
  defp bif(:monitor, [object, options]), do: :erlang.monitor(:process, object, options)
  defp bif(:cancel_timer, [ref]), do: left(:erlang.cancel_timer(ref))
  defp bif(:read_timer, [ref]), do: left(:erlang.read_timer(ref))
  defp bif(:links, []), do: {:unordered, elem(Process.info(self(), :links), 1)}
  defp bif(:queue, []), do: {:messages, elem(Process.info(self(), :messages), 1)}
  defp bif(:terminate_child, [supervisor, child]) when is_pid(child), do: DynamicSupervisor.terminate_child(supervisor, child)
  defp bif(:terminate_child, [supervisor, id]), do: :supervisor.terminate_child(supervisor, id)
  defp bif(:restart_child, [supervisor, id]), do: :supervisor.restart_child(supervisor, id)
  defp bif(:delete_child, [supervisor, id]), do: :supervisor.delete_child(supervisor, id)
  defp bif(:which_children, [supervisor]), do: Tree.which_children(supervisor)
  defp bif(:count_children, [supervisor]), do: Tree.count_children(supervisor)
  defp bif(:stop, [server | reason_and_timeout]), do: apply(GenServer, :stop, [Server.name(server) | reason_and_timeout])
  defp bif(:call, [server | rest]), do: apply(GenServer, :call, [Server.name(server) | rest])
  defp bif(:cast, [server, message]), do: GenServer.cast(Server.name(server), message)
  defp bif(:reply, [from, answer]), do: GenServer.reply(from, answer)
  defp bif(:whereis_server, [name]), do: GenServer.whereis(Server.name(name))
  defp bif(:machine_call, [machine | rest]), do: apply(:gen_statem, :call, [Server.name(machine) | rest])
  defp bif(name, arguments), do: if(Data.knows?(name), do: Data.act(name, arguments), else: apply(:erlang, name, arguments))

  defp left(false), do: false
  defp left(_milliseconds), do: :time_left
end
