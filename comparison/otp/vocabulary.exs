defmodule Vocabulary do
  @moduledoc """
  The functions that a step may call, the rows that there are, and whether a step makes sense where it stands. The words are those of
  vocabulary.txt, the messages those of Vocabulary.java.
  """

  @longest_wait 10_000
  @words __DIR__ |> Path.join("../src/main/resources/otp/comparison/scenario/vocabulary.txt") |> File.read!() |> String.split("\n", trim: true)
  @rows for("rows " <> row <- @words, do: row |> String.split() |> List.to_tuple()) |> Map.new()

  @functions (for line <- @words, not String.starts_with?(line, ["#", "rows "]) do
                {name, arities, made} =
                  case String.split(line, " makes ") do
                    [words, made] -> {hd(String.split(words)), tl(String.split(words)), String.to_integer(made)}
                    [words] -> {hd(String.split(words)), tl(String.split(words)), 0}
                  end

                {String.to_atom(name), {Enum.map(arities, &String.to_integer/1), made}}
              end)
             |> Map.new()

  @doc "How many of the first arguments of a function are names for what it makes."
  def made_by(function) do
    {_arities, made} = Map.get(@functions, function, {[], 0})
    made
  end

  @doc "Whether there is such a row."
  def row?(row) do
    case Regex.run(~r/^(.*?)([1-9][0-9]?)\z/, row) do
      [_, letters, number] -> String.to_integer(number) <= String.to_integer(Map.get(@rows, letters, "0"))
      nil -> false
    end
  end

  @doc "The names that are known after a step; throws {:expected, text} if it makes no sense."
  def check({subject, result, name, arguments, text}, known) do
    case @functions do
      %{^name => {arities, made}} ->
        if length(arguments) not in arities, do: wrong("expected [#{Enum.join(arities, ", ")}] arguments of #{name}, got: #{length(arguments)}")
        if (subject == nil) != (name == :wait), do: wrong("expected somebody who does it, as in 'A: #{text}', or 'wait(50)' by nobody")
        if subject, do: check_names(subject, result, name, Enum.split(arguments, made), known), else: check_wait(arguments, known)

      _ ->
        wrong("expected one of #{@functions |> Map.keys() |> Enum.map(&to_string/1) |> Enum.sort() |> Enum.join(", ")}, got: #{name}")
    end
  end

  defp check_wait([{:integer, _, time}], known) when time in 0..@longest_wait, do: known
  defp check_wait([time], _known), do: wrong("expected milliseconds to wait, from 0 to #{@longest_wait}, got: #{Term.source(time)}")

  defp check_names(subject, result, name, {made, used}, known) do
    if not MapSet.member?(known, subject), do: wrong("expected one of the processes so far, got: #{subject}")
    known = Enum.reduce(made, known, &add_new/2)
    if result, do: add_new({:var, 1, result}, known)
    {matched, used} = if name == :recv, do: {variables(hd(used)) -- [:_], tl(used)}, else: {[], used}

    for variable <- Enum.flat_map(used, &variables/1), not MapSet.member?(known, variable) do
      wrong("expected a name that an earlier step has bound, got: #{variable}")
    end

    Enum.reduce(List.wrap(result) ++ matched ++ children(name, used), known, &MapSet.put(&2, &1))
  end

  defp add_new({:var, _, name} = made, known) do
    if MapSet.member?(known, name) or String.starts_with?(to_string(name), "_"), do: not_new(made), else: MapSet.put(known, name)
  end

  defp add_new(made, _known), do: not_new(made)
  defp not_new(made), do: wrong("expected a new name that begins with a capital, got: #{Term.source(made)}")

  defp variables({:var, _, name}), do: [name]
  defp variables({:tuple, _, elements}), do: Enum.flat_map(elements, &variables/1)
  defp variables({:cons, _, head, tail}), do: variables(head) ++ variables(tail)
  defp variables(_literal), do: []

  # The children in the specs that it gives a supervisor: from their start on there is a variable of that name.
  defp children(:supervisor, used), do: children_in(List.last(used))
  defp children(:start_child, used), do: children_in({:cons, 1, List.last(used), {nil, 1}})
  defp children(_name, _used), do: []

  defp children_in({:cons, _, child, others}), do: child_in(child) ++ children_in(others)
  defp children_in(_end), do: []

  defp child_in({:tuple, _, [{:atom, _, id}, _options]}), do: [id]
  defp child_in({:tuple, _, [{:atom, _, id}, _flags, children, _options]}), do: [id | children_in(children)]
  defp child_in(_other), do: []

  defp wrong(text), do: throw({:expected, text})
end
