defmodule Term do
  @moduledoc "Terms of a scenario: to values, as patterns, and back to text."

  def value({:var, _, name}, env), do: Map.fetch!(env, name)
  def value({:tuple, _, elements}, env), do: elements |> Enum.map(&value(&1, env)) |> List.to_tuple()
  def value({:cons, _, head, tail}, env), do: [value(head, env) | value(tail, env)]
  def value({nil, _}, _env), do: []
  def value({_, _, literal}, _env), do: literal

  @doc "Whether all variables are bound that a function looks up."
  def bound?(:recv, [_pattern | timeout], env), do: Enum.all?(timeout, &bound?(&1, env))
  def bound?(name, arguments, env), do: arguments |> Enum.drop(Vocabulary.made_by(name)) |> Enum.all?(&bound?(&1, env))

  defp bound?({:var, _, name}, env), do: Map.has_key?(env, name)
  defp bound?({:tuple, _, elements}, env), do: Enum.all?(elements, &bound?(&1, env))
  defp bound?({:cons, _, head, tail}, env), do: bound?(head, env) and bound?(tail, env)
  defp bound?(_literal, _env), do: true

  @doc "A term as a scenario writes it."
  def source({:var, _, name}), do: Atom.to_string(name)
  def source({:tuple, _, elements}), do: "{" <> Enum.map_join(elements, ", ", &source/1) <> "}"
  def source({:cons, _, _, _} = list), do: "[" <> (list |> elements() |> Enum.map_join(", ", &source/1)) <> "]"
  def source({nil, _}), do: "[]"
  def source({_, _, literal}), do: show(literal, %{})

  defp elements({:cons, _, head, tail}), do: [head | elements(tail)]
  defp elements({nil, _}), do: []

  @doc "The bindings with those of the pattern's free variables, or nil."
  def match({:var, _, :_}, _value, env), do: env

  def match({:var, _, name}, value, env) do
    case env do
      %{^name => ^value} -> env
      %{^name => _} -> nil
      _ -> Map.put(env, name, value)
    end
  end

  def match({:tuple, _, elements}, value, env) when is_tuple(value) and length(elements) == tuple_size(value),
    do: all(elements, Tuple.to_list(value), env)

  def match({:tuple, _, _}, _value, _env), do: nil
  def match({:cons, _, head, tail}, [first | rest], env), do: all([head, tail], [first, rest], env)
  def match({:cons, _, _, _}, _value, _env), do: nil
  def match({nil, _}, [], env), do: env
  def match({nil, _}, _value, _env), do: nil
  def match({_, _, literal}, value, env), do: if(literal === value, do: env)

  defp all(patterns, values, env) do
    Enum.zip(patterns, values)
    |> Enum.reduce(env, fn {pattern, value}, env -> env && match(pattern, value, env) end)
  end

  @doc "A value as text: processes and references by their names, a stack trace as the one word stacktrace."
  def show([{m, f, a, location} | _], _names) when is_atom(m) and is_atom(f) and is_list(location) and (is_integer(a) or is_list(a)),
    do: "stacktrace"

  # Not OTP has failed but the interpreter.
  def show(%Mistake{} = mistake, _names), do: raise(mistake)

  # What a server was asked and has not looked at.
  def show({:"$gen_call", {_, _}, _}, _names), do: "'a call'"
  def show({:system, {_, _}, _}, _names), do: "'a call'"

  # The address of an answer.
  def show({pid, [:alias | ref]}, _names) when is_pid(pid) and is_reference(ref), do: "a caller"

  def show([:alias | ref], _names) when is_reference(ref), do: "a reference"

  # What start_child says of a start that failed holds the child as the supervisor keeps it.
  def show(child, _names) when is_tuple(child) and elem(child, 0) == :child and tuple_size(child) > 4, do: "child"
  def show({reason, {m, f, arguments}}, names) when m in [:gen_server, :gen_statem, :gen, GenServer, Task, Task.Supervised] and is_atom(f) and is_list(arguments), do: "{#{show(reason, names)}, call}"
  def show(%Task{ref: ref}, names), do: Map.get(names, ref, "a task")
  # What Elixir calls ArgumentError, Erlang calls badarg.
  def show(%ArgumentError{}, _names), do: "badarg"
  def show(list, names) when is_list(list), do: "[" <> Enum.map_join(list, ", ", &show(&1, names)) <> "]"
  def show(tuple, names) when is_tuple(tuple), do: "{" <> (tuple |> Tuple.to_list() |> Enum.map_join(", ", &show(&1, names))) <> "}"
  def show(identity, names) when is_pid(identity) or is_reference(identity), do: Map.get(names, identity, if(is_pid(identity), do: "a process", else: "a reference"))
  def show(atom, _names) when is_atom(atom), do: :io_lib.format("~p", [atom]) |> to_string()
  def show(number, _names) when is_integer(number), do: Integer.to_string(number)
  def show(other, _names), do: inspect(other)
end
