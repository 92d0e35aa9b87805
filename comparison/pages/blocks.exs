defmodule Blocks do
  @moduledoc "The Elixir blocks of a page, each with the line of its first line. What only looks like one is refused."

  @fence ~r/^(\s*)(`{3,}|~{3,})\s*(\S*)/
  @prompt ~r/^\s*iex(\(\d+\))?>/
  @not_run %{
    "elixir" => "write elixir, in small letters",
    "ex" => "write elixir for it",
    "exs" => "write elixir for it",
    "iex" => "write an elixir block without prompts, and results behind # =>",
    "erlang" => "only Elixir is run: write it in Elixir",
    "erl" => "only Elixir is run: write it in Elixir"
  }

  @doc "{:ok, [{line, text}]} or {:error, {line, message}}. A fence inside a longer fence is text, not a block."
  def of(page) do
    page |> String.split("\n") |> Enum.with_index(1) |> outside([])
  catch
    {:refused, line, message} -> {:error, {line, message}}
  end

  defp outside([], blocks), do: {:ok, Enum.reverse(blocks)}

  defp outside([{line, number} | rest], blocks) do
    case Regex.run(@fence, line) do
      [_, indent, fence, language] -> inside(rest, {number, indent, fence, language}, [], blocks)
      nil ->
        refuse_prompt(line, number)
        outside(rest, blocks)
    end
  end

  defp inside([], {number, _, _, _}, _lines, _blocks), do: throw({:refused, number, "expected this block to end, got the end of the page"})

  defp inside([{line, number} | rest], {first, indent, fence, language} = block, lines, blocks) do
    if language != "elixir" and String.length(fence) == 3, do: refuse_prompt(line, number)

    if ends?(String.trim(line), fence),
      do: outside(rest, add(language, first, Enum.reverse(lines), blocks)),
      else: inside(rest, block, [String.replace_prefix(line, indent, "") | lines], blocks)
  end

  defp ends?(line, fence), do: String.starts_with?(line, fence) and String.trim_leading(line, String.first(fence)) == ""

  defp add("elixir", first, lines, blocks), do: [{first + 1, Enum.join(lines, "\n")} | blocks]

  defp add(language, first, _lines, blocks) do
    case @not_run[String.downcase(language)] do
      nil -> blocks
      why -> throw({:refused, first, "a block of #{language} would not be run: #{why}"})
    end
  end

  defp refuse_prompt(line, number) do
    if line =~ @prompt, do: throw({:refused, number, "what stands behind a prompt of iex is not run: write an elixir block, and results behind # =>"})
  end
end
